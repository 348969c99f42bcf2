package caravan.dispatcher.events;

import caravan.shared.http.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;

/** Values of an event's attributes, each checked for what it has to be; if it is not, a Problem 400 names the attribute. */
final class Checked {

    private Checked() {}

    /** A string that is not empty and has no character which CloudEvents forbids. */
    static String text(String name, Object value) {
        if (value == null) {
            throw missing(name);
        }
        if (!(value instanceof String text)) {
            throw wrong(name, "is " + kind(value) + ", and not a string");
        }
        if (text.isEmpty()) {
            throw wrong(name, "is empty");
        }
        return characters(name, text);
    }

    /** The text, if it has no character which CloudEvents forbids. */
    static String characters(String name, String text) {
        if (!text.codePoints().allMatch(Characters::isOfAttributes)) {
            throw wrong(name, "holds a character that no attribute may: " + Shown.quoted(text));
        }
        return text;
    }

    /** RFC 3986, section 4.1. Other than ASCII has to be percent-encoded, which Java does not mind. */
    static URI reference(String name, String text) {
        try {
            if (text.chars().allMatch(c -> c < 0x7F)) {
                return new URI(text);
            }
        } catch (URISyntaxException e) {
            // the same problem
        }
        throw wrong(name, Shown.quoted(text) + " is no URI reference (RFC 3986)");
    }

    /** A URI with a scheme; a fragment is let pass, which schemas have although the standard does not speak of it. */
    static URI absolute(String name, String text) {
        URI uri = reference(name, text);
        if (!uri.isAbsolute()) {
            throw wrong(name, Shown.quoted(text) + " is no absolute URI");
        }
        return uri;
    }

    static OffsetDateTime time(String name, String text) {
        return Rfc3339.parse(text)
                .orElseThrow(
                        () -> wrong(name, Shown.quoted(text) + " is no time such as 2018-04-05T17:31:00Z (RFC 3339)"));
    }

    static MediaType mediaType(String name, String text) {
        return MediaType.parse(text)
                .orElseThrow(() -> wrong(name, Shown.quoted(text) + " is no media type such as text/plain"));
    }

    /** What a JSON value is, with its article. */
    static String kind(Object value) {
        return value instanceof Map
                ? "an object"
                : value instanceof Collection ? "an array" : value instanceof Number ? "a number" : "a boolean";
    }

    static Problem missing(String name) {
        return Problem.of(400, "The attribute " + name + " is missing");
    }

    static Problem wrong(String name, String what) {
        return Problem.of(400, "The attribute " + name + " " + what);
    }
}
