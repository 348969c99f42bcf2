package caravan.dispatcher;

import caravan.shared.database.Interval;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Which tasks are old enough to go. */
public final class TaskRetention {

    /** Clocks of dispatchers and database may differ by this much. */
    private static final Duration SLACK = Duration.ofHours(1);

    private final Duration keep;
    private final Clock clock;

    public TaskRetention(Duration keep, Clock clock) {
        this.keep = keep;
        this.clock = clock;
    }

    /** {@code keep} as an interval, and {@code youngest}, a UUID (version 7) above those of all tasks that may go. */
    public Map<String, Object> bounds() {
        Instant youngest = clock.instant().minus(keep).plus(SLACK);
        return Map.of("keep", Interval.of(keep), "youngest", TaskIds.from(youngest));
    }
}
