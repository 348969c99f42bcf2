package caravan.market;

import caravan.shared.database.Interval;
import java.time.Duration;

/** @param keep how long a cart is kept that nobody changes */
public record CartRetention(Duration keep) {

    /** As an interval of PostgreSQL. */
    public String interval() {
        return Interval.of(keep);
    }
}
