package caravan.shared.start;

import caravan.shared.CommaList;
import caravan.shared.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/**
 * The {@code caravan.*} properties as text, whoever set them, and their reading as numbers, durations and addresses. What
 * cannot be read is a {@link Refusal} that names the property and its value.
 */
final class PropertyReader {

    private static final Set<String> WEB = Set.of("http", "https");

    /** More than {@link URI#getHost} knows: names of containers have underscores. */
    private static final String MACHINE = "(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])";

    private static final Pattern HOST = Pattern.compile(MACHINE);
    private static final Pattern SERVER = Pattern.compile("(?:[^@]*@)?" + MACHINE + "(?::(?<port>\\d{1,5}))?");

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

    /** The name or IP address of a machine, as URLs have it; empty if it is not set. */
    Optional<String> host(String name) {
        return text(name).map(text -> {
            if (HOST.matcher(text).matches()) {
                return text;
            }
            throw new Refusal(name + "=" + text
                    + " is no name or address of a machine such as db.example, 192.0.2.1 or [2001:db8::1]");
        });
    }

    /** A path of a server that is named elsewhere, such as {@code /create/}, or a whole URL of HTTP. */
    String pathOrUrl(String name) {
        String text = required(name);
        try {
            URI uri = new URI(text);
            boolean isPath = !uri.isAbsolute()
                    && uri.getRawAuthority() == null
                    && !uri.getRawPath().isEmpty();
            boolean isUrl = WEB.contains(String.valueOf(uri.getScheme())) && hasServer(uri);
            if ((isPath || isUrl) && uri.getRawFragment() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // the same refusal; the text is not repeated, for it may hold a password
        }
        throw new Refusal(name + " is neither a path such as /create/ nor of the form http://host:port/create/");
    }

    /** Whether it names a host, and a port that there can be, if any. */
    private static boolean hasServer(URI uri) {
        if (uri.getRawAuthority() == null) {
            return false;
        }
        Matcher server = SERVER.matcher(uri.getRawAuthority());
        return server.matches() && (server.group("port") == null || isPort(Integer.parseInt(server.group("port"))));
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }

    /** An address of one of the schemes, with a host. */
    Optional<URI> address(String name, String form, String... schemes) {
        return text(name).map(text -> {
            try {
                URI address = new URI(text);
                for (String scheme : schemes) {
                    if (scheme.equals(address.getScheme())
                            && address.getHost() != null
                            && (address.getPort() == -1 || isPort(address.getPort()))) {
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
