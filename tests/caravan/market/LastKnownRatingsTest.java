package caravan.market;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.LogLines;
import caravan.shared.SettableClock;
import java.math.BigDecimal;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class LastKnownRatingsTest {
    static final Thing CAMERA = new Thing("camera", new BigDecimal("249.00"), "EUR");

    final LastKnownRatings ratings = new LastKnownRatings(new SettableClock());

    @Test
    void why_there_is_no_rating_is_said_when_it_changes() {
        try (LogLines log = new LogLines("caravan.market")) {
            recall("request timed out", false);
            recall("request timed out", false);
            recall("all services are down", false);
            assertThat(log.of(Level.INFO))
                    .containsExactly(
                            "INFO caravan.market: BAD camera: request timed out",
                            "INFO caravan.market: BAD camera: all services are down");
        }
    }

    @Test
    void it_is_not_said_of_a_lookup_that_nobody_asked_for() {
        try (LogLines log = new LogLines("caravan.market")) {
            assertThat(recall("request timed out", true).thing()).isEqualTo(CAMERA);
            assertThat(log.of(Level.INFO)).isEmpty();
            recall("request timed out", false);
            assertThat(log.of(Level.INFO)).hasSize(1);
        }
    }

    private RatedThing recall(String why, boolean unasked) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException(why));
        if (unasked) {
            exchange.setProperty("unasked", true);
        }
        return ratings.recall(exchange, CAMERA);
    }
}
