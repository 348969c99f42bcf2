package caravan.imports.consumer;

import caravan.shared.JsonText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** How long the rows of a session are taken back in one request, and what is answered then. Millions take longer than a client waits. */
public final class SessionUndo {

    private final Duration most;

    /** @param most that a request may take */
    SessionUndo(Duration most) {
        this.most = most;
    }

    /** Whether there may be more, by the property {@code batches}, and there is time. */
    public boolean goesOn(Exchange exchange) {
        return hasMore(exchange) && exchange.getClock().elapsed() <= most.toMillis();
    }

    /** {@code {"uuid": …, "undone": …}}, by the exchange's properties; 202 if there may be more. */
    public void answer(Exchange exchange) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("uuid", exchange.getMessage().getHeader("uuid"));
        answer.put("undone", exchange.getProperty("undone", 0L, Long.class));
        exchange.getMessage().setBody(JsonText.of(answer));
        if (hasMore(exchange)) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 202);
        }
    }

    private static boolean hasMore(Exchange exchange) {
        return exchange.getProperty("batches", Long.class) > 0;
    }
}
