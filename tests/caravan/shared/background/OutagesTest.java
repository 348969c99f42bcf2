package caravan.shared.background;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutagesTest {
    final SettableClock clock = new SettableClock();
    final Outages outages = new Outages(clock);
    final DefaultCamelContext context = new DefaultCamelContext();
    final Logger logger = (Logger) LogManager.getLogger("caravan.background");
    final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() throws Exception {
        logger.removeAppender(lines);
        context.close();
    }

    @Test
    void an_outage_is_said_once_a_minute_for_as_long_as_it_lasts() {
        outages.note(failed("outbox-relay"));
        clock.advance(Duration.ofSeconds(59));
        outages.note(failed("outbox-relay"));
        assertThat(lines.said).containsExactly("outbox-relay failed, and goes on: no database");
        clock.advance(Duration.ofSeconds(1));
        outages.note(failed("outbox-relay"));
        assertThat(lines.said).hasSize(2);
    }

    @Test
    void each_route_has_its_own() {
        outages.note(failed("outbox-relay"));
        outages.note(failed("worker-lease"));
        assertThat(lines.said).hasSize(2);
    }

    private Exchange failed(String route) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getExchangeExtension().setFromRouteId(route);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("no database"));
        return exchange;
    }

    private static final class Lines extends AbstractAppender {
        private final List<String> said = new ArrayList<>();

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                said.add(event.getMessage().getFormattedMessage());
            }
        }
    }
}
