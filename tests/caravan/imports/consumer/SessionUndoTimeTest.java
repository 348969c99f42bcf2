package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** An undo of millions of rows is answered before who asks for it has gone. */
class SessionUndoTimeTest {
    final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void as_long_as_there_are_more_and_there_is_time_it_goes_on() {
        SessionUndo undo = new SessionUndo(Duration.ofHours(1));
        assertThat(undo.goesOn(after(20, 0))).isTrue();
        assertThat(undo.goesOn(after(0, 50))).isFalse();
        assertThat(status(undo)).isNull();
    }

    @Test
    void when_its_time_is_over_it_says_how_many_so_far_and_that_there_are_more() {
        SessionUndo undo = new SessionUndo(Duration.ofMillis(-1));
        assertThat(undo.goesOn(after(20, 7))).isFalse();
        assertThat(status(undo)).isEqualTo(202);
        assertThat(exchange.getMessage().getBody(String.class)).contains("\"undone\":7");
    }

    private Integer status(SessionUndo undo) {
        undo.answer(exchange);
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private Exchange after(long batches, long undone) {
        exchange.setProperty("batches", batches);
        exchange.setProperty("undone", undone);
        return exchange;
    }
}
