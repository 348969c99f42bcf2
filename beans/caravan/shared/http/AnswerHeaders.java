package caravan.shared.http;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * Which headers pass the door. In, as headers or query parameters: all but those that steer Camel (as Camel's own strategy
 * has it), and those that are an answer's. Out: only an answer's. So nothing that came is sent back.
 */
public final class AnswerHeaders extends HttpHeaderFilterStrategy {

    private static final Set<String> OUT = Set.of(
            "allow",
            "cache-control",
            "content-disposition",
            "content-language",
            "content-security-policy",
            "content-type",
            "etag",
            "last-modified",
            "location",
            "refresh",
            "retry-after",
            "set-cookie",
            "vary",
            "webhook-allowed-origin",
            "webhook-allowed-rate",
            "www-authenticate",
            "x-error");

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        String lower = name.toLowerCase(Locale.ROOT);
        return super.applyFilterToExternalHeaders(name, value, exchange)
                || OUT.contains(lower) && !lower.equals("content-type");
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name.toLowerCase(Locale.ROOT));
    }
}
