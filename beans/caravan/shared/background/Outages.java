package caravan.shared.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that work in the background fails: once a minute for each route, for as long as it does. */
public final class Outages implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.background");
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Instant> said = new ConcurrentHashMap<>();

    public Outages(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        note(exchange);
    }

    /** Logs the caught exception of the exchange, unless its route's last one was logged less than a minute ago. */
    public void note(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Instant now = clock.instant();
        Instant silentBefore = now.minus(PAUSE);
        said.compute(exchange.getFromRouteId(), (route, last) -> {
            if (last != null && last.isAfter(silentBefore)) {
                return last;
            }
            LOG.warn("{} failed, and goes on: {}", route, failure.getMessage());
            LOG.debug("The cause", failure);
            return now;
        });
    }
}
