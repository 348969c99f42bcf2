package caravan.market;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers what was last said of each thing, for when nobody says anything; in memory, for as long as this process lives. */
public final class LastKnownRatings {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.market");
    private static final String FINE = "";

    private final Clock clock;
    private final Map<String, Rating> ratings = new ConcurrentHashMap<>();
    private final Map<String, String> said = new ConcurrentHashMap<>();

    LastKnownRatings(Clock clock) {
        this.clock = clock;
    }

    /** @return the thing with a rating that was said just now */
    public RatedThing remember(@Body Rating rating, @ExchangeProperty("thing") Thing thing) {
        ratings.put(thing.name(), rating);
        said.put(thing.name(), FINE);
        return new RatedThing(thing, rating, true, clock.instant());
    }

    /**
     * @return the thing with the last rating that is known, if any; why there is no other is logged when that changes, unless
     *     nobody has asked (property {@code unasked})
     */
    public RatedThing recall(Exchange exchange, @ExchangeProperty("thing") Thing thing) {
        String why =
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage();
        boolean asked = !exchange.getProperty("unasked", false, boolean.class);
        if (asked && !why.equals(said.put(thing.name(), why))) {
            LOG.info("BAD {}: {}", thing.name(), why);
        }
        return new RatedThing(thing, ratings.get(thing.name()), false, clock.instant());
    }
}
