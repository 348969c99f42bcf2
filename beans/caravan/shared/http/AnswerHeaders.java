package caravan.shared.http;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * Which headers pass the door. In: all but those that steer Camel (as Camel's own strategy has it). Out: only those that
 * belong to an answer, so that no header of the request or of a route's inside is sent back.
 */
public final class AnswerHeaders extends HttpHeaderFilterStrategy {

    private static final Set<String> OUT = Set.of(
            "allow",
            "cache-control",
            "content-disposition",
            "content-language",
            "content-type",
            "etag",
            "last-modified",
            "location",
            "retry-after",
            "set-cookie",
            "vary",
            "webhook-allowed-origin",
            "webhook-allowed-rate",
            "www-authenticate");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name.toLowerCase(Locale.ROOT));
    }
}
