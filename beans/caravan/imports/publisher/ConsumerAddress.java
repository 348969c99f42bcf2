package caravan.imports.publisher;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;

/** The requests that the consumer understands: address, method and token, as headers of a message. */
public final class ConsumerAddress {

    /** The words for what it is asked, of which each has a path. */
    public static final List<String> REQUESTS =
            List.of("healthcheck", "create", "process", "getsession", "remove", "clear", "undo");

    /** The header of a request that may take long. */
    static final String PATIENT = "patient";

    private final URI base;
    private final Map<String, String> paths;
    private final String token;

    /**
     * @param base of the consumer, such as {@code http://127.0.0.1:8080}
     * @param paths by the word for the request; also whole addresses
     * @param token to be shown; empty: none
     */
    ConsumerAddress(URI base, Map<String, String> paths, String token) {
        this.base = base;
        this.paths = Map.copyOf(paths);
        this.token = token;
    }

    /** Where the consumer is, for people. */
    public String shown() {
        return base.toString();
    }

    public void healthcheck(Message message) {
        request(message, "GET", "healthcheck", "");
    }

    public void create(Message message) {
        request(message, "GET", "create", "");
    }

    public void clear(Message message) {
        request(message, "POST", "clear", "");
        message.setHeader(PATIENT, true);
    }

    public void process(Message message, @ExchangeProperty("run") ImportRun run) {
        request(
                message,
                "GET",
                "process",
                "uuid=" + run.session() + "&timeout=" + run.request().timeout() + "&mode="
                        + run.request().mode());
    }

    public void session(Message message, @ExchangeProperty("session") UUID session) {
        request(message, "GET", "getsession", "uuid=" + session);
    }

    public void remove(Message message, @ExchangeProperty("session") UUID session) {
        request(message, "GET", "remove", "uuid=" + session);
        message.setHeader(PATIENT, true);
    }

    /** The same for a session that did not get everything. */
    public void abandon(Message message, @ExchangeProperty("session") UUID session) {
        request(message, "GET", "remove", "uuid=" + session + "&state=not-completed");
        message.setHeader(PATIENT, true);
    }

    public void undo(Message message, @ExchangeProperty("session") UUID session) {
        request(message, "POST", "undo", "uuid=" + session);
        message.setHeader(PATIENT, true);
    }

    /** Nothing of what came with somebody's own request goes out with this one. */
    private void request(Message message, String method, String word, String query) {
        message.removeHeaders("*");
        message.setBody(null);
        String address = base.resolve(paths.get(word)).toString();
        message.setHeader(
                Exchange.HTTP_URI, query.isEmpty() ? address : address + (address.contains("?") ? "&" : "?") + query);
        message.setHeader(Exchange.HTTP_METHOD, method);
        if (!token.isEmpty()) {
            message.setHeader("Authorization", "Bearer " + token);
        }
    }
}
