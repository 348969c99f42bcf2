package caravan.dispatcher.applications.web;

import caravan.dispatcher.InputRejected;
import caravan.shared.CommaList;
import caravan.shared.Refusal;
import caravan.shared.http.PlainUrl;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/**
 * What {@code http} may request: the operator's list of prefixes. An address on it may be loopback or private; that a name
 * on it leads where its owner says (DNS) is taken for granted.
 */
public final class AllowedUrls {

    private static final String PROPERTY = "caravan.dispatcher.urls";

    private final List<PlainUrl> prefixes;

    private AllowedUrls(List<PlainUrl> prefixes) {
        this.prefixes = prefixes;
    }

    /**
     * @param list prefixes such as {@code https://api.example.org/v1/}, separated by commas; may be empty
     * @throws Refusal that names the first one which is none
     */
    public static AllowedUrls of(String list) {
        return new AllowedUrls(
                CommaList.words(list).stream().map(AllowedUrls::prefix).toList());
    }

    /**
     * @param input a list of one URL, the URL itself, or a map with nothing but {@code url}
     * @return the URL, which is under one of the prefixes
     * @throws InputRejected if it is not, or is none
     */
    public URI allowed(@Body Object input) {
        PlainUrl url = read(text(input));
        if (prefixes.isEmpty()) {
            throw new InputRejected("http may request nothing: " + PROPERTY + " is empty");
        }
        if (prefixes.stream().noneMatch(url::isUnder)) {
            throw new InputRejected(url.shown() + " is not under one of the prefixes of " + PROPERTY);
        }
        return url.uri();
    }

    private static PlainUrl prefix(String text) {
        try {
            PlainUrl prefix = PlainUrl.of(text);
            if (prefix.uri().getRawQuery() != null) {
                throw new IllegalArgumentException("holds a query");
            }
            return prefix;
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    PROPERTY + ": " + text.replaceFirst("//[^/]*@", "//…@") + " is no prefix of URLs: it "
                            + e.getMessage(),
                    e);
        }
    }

    private static PlainUrl read(String text) {
        try {
            return PlainUrl.of(text);
        } catch (IllegalArgumentException e) {
            throw new InputRejected("The URL " + e.getMessage());
        }
    }

    private static String text(Object input) {
        Object url = input;
        if (input instanceof List<?> one && one.size() == 1) {
            url = one.get(0);
        } else if (input instanceof Map<?, ?> members && members.size() == 1) {
            url = members.get("url");
        }
        if (url instanceof String text) {
            return text;
        }
        throw new InputRejected(
                "http takes one URL, in a path as one percent-encoded argument, in an event as a string or"
                        + " as {\"url\": \"…\"}");
    }
}
