package caravan.market;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A thing with what is known of its rating now.
 *
 * @param rating the last that is known; null if there never was one
 * @param fresh whether it was said just now
 * @param now when that is
 */
public record RatedThing(Thing thing, Rating rating, boolean fresh, Instant now) {

    /** Seconds since the rating was said; null if there is none. */
    public Long age() {
        return rating == null
                ? null
                : fresh ? 0 : Math.max(0, Duration.between(rating.at(), now).toSeconds());
    }

    /** @return thing, price, currency, rating, ratedBy, fresh, age: what is not known is null */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("thing", thing.name());
        document.put("price", thing.price().toPlainString());
        document.put("currency", thing.currency());
        document.put("rating", rating == null ? null : rating.stars());
        document.put("ratedBy", rating == null ? null : rating.by().toString());
        document.put("fresh", fresh);
        document.put("age", age());
        return document;
    }
}
