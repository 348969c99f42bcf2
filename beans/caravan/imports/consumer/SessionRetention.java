package caravan.imports.consumer;

import caravan.shared.database.Interval;
import java.time.Duration;

/** How long sessions are kept that have ended. */
public record SessionRetention(Duration duration) {

    /** As an interval of PostgreSQL. */
    public String keep() {
        return Interval.of(duration);
    }
}
