package caravan.shared.database;

import java.time.Duration;

/** Durations as texts of PostgreSQL's type interval. */
public final class Interval {

    private Interval() {}

    /** @return the duration, to the millisecond */
    public static String of(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }
}
