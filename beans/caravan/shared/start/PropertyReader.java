package caravan.shared.start;

import caravan.shared.CommaList;
import caravan.shared.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.util.TimeUtils;

/**
 * The {@code caravan.*} properties as text, whoever set them, and their reading as numbers, durations and addresses. What
 * cannot be read is a {@link Refusal} that names the property and its value.
 */
final class PropertyReader {

    private final Function<String, Optional<String>> lookup;

    /** @param lookup answers a property's text, empty if nobody set it */
    PropertyReader(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /** The text without surrounding space; empty if it is not set or blank. */
    Optional<String> text(String name) {
        return lookup.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new Refusal(name + " is empty; application.properties has its default"));
    }

    /** What stands between commas, without surrounding space; empty if it is not set. */
    List<String> list(String name) {
        return CommaList.words(text(name).orElse(""));
    }

    Optional<Integer> number(String name, int least, int most) {
        return text(name).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // the same refusal
            }
            throw new Refusal(name + "=" + text + " is not a whole number from " + least + " to " + most);
        });
    }

    /** A number of bytes, 1 or more, also beyond those of an int. */
    long size(String name) {
        String text = required(name);
        if (text.matches("[1-9]\\d{0,17}")) {
            return Long.parseLong(text);
        }
        throw new Refusal(name + "=" + text + " is not a whole number of bytes");
    }

    /** A duration in Camel's spelling: {@code 500} (milliseconds), {@code 2s}, {@code 1h30m}, {@code 30d}; longer than nothing. */
    Duration duration(String name) {
        String text = required(name);
        try {
            Duration duration = Duration.ofMillis(TimeUtils.toMilliSeconds(text));
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // the same refusal; the second is how Camel takes a text that begins like no number
        }
        throw new Refusal(name + "=" + text + " is not a duration such as 500ms, 20s, 10m, 12h or 30d");
    }

    /** An address of one of the schemes, with a host. */
    Optional<URI> address(String name, String form, String... schemes) {
        return text(name).map(text -> {
            try {
                URI address = new URI(text);
                for (String scheme : schemes) {
                    if (scheme.equals(address.getScheme()) && address.getHost() != null) {
                        return address;
                    }
                }
            } catch (URISyntaxException e) {
                // the same refusal; the text is not repeated, for it may hold a password
            }
            throw new Refusal(name + " is not of the form " + form);
        });
    }
}
