package caravan.shared.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An HTTP URL that leaves no doubt about where it leads: what different programs read differently is not taken.
 *
 * @param scheme http or https
 * @param host in small letters
 * @param port the scheme's own if the URL names none
 * @param path its segments, percent-encoded, without an empty one at the end
 * @param uri the whole, in ASCII
 */
public record PlainUrl(String scheme, String host, int port, List<String> path, URI uri) {

    /** A dot, a slash, a backslash or a NUL behind percent signs, however often these are themselves encoded. */
    private static final Pattern DISGUISED = Pattern.compile("%(?:25)*(?:2e|2f|5c|00)", Pattern.CASE_INSENSITIVE);

    /** A step to here or upwards, also with parameters, which some servers take away first. */
    private static final Pattern STEP = Pattern.compile("\\.{1,2}(?:;.*)?");

    private static final Pattern ENCODED = Pattern.compile("%[0-9a-fA-F]{2}");

    /** RFC 9110, section 4.1, asks for 8000 to be supported, and no more. */
    private static final int LONGEST = 8000;

    /** @throws IllegalArgumentException whose message says what is wrong, and does not repeat the URL: it may hold a secret */
    public static PlainUrl of(String text) {
        check(text.length() <= LONGEST, "is longer than " + LONGEST + " characters");
        URI uri = parsed(text);
        check("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()), "is not http(s)");
        check(uri.getHost() != null, "has no host");
        check(uri.getRawUserInfo() == null, "holds a user");
        check(uri.getRawFragment() == null, "holds a fragment");
        check(uri.getPort() != 0 && uri.getPort() < 65_536, "has a port that is none");
        check(!DISGUISED.matcher(uri.getRawPath()).find(), "has a dot, slash, backslash or NUL encoded in its path");
        List<String> path = segments(uri.getRawPath());
        check(path.stream().noneMatch(segment -> STEP.matcher(segment).matches()), "has . or .. in its path");
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() != -1 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return new PlainUrl(scheme, uri.getHost().toLowerCase(Locale.ROOT), port, path, uri);
    }

    /** Whether it is the prefix, or leads below it. */
    public boolean isUnder(PlainUrl prefix) {
        return scheme.equals(prefix.scheme)
                && host.equals(prefix.host)
                && port == prefix.port
                && path.size() >= prefix.path.size()
                && path.subList(0, prefix.path.size()).equals(prefix.path);
    }

    /** The URL without its query, for messages. */
    public String shown() {
        return shown(uri);
    }

    public static String shown(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }

    private static URI parsed(String text) {
        try {
            return new URI(new URI(text).toASCIIString()).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "is none: " + e.getReason() + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)), e);
        }
    }

    /** What is encoded without need is decoded, so that two spellings of one path are one (RFC 3986, section 6.2.2). */
    private static List<String> segments(String path) {
        String plain = ENCODED.matcher(path).replaceAll(encoded -> {
            char character = (char) Integer.parseInt(encoded.group().substring(1), 16);
            boolean needless = character < 128 && Character.isLetterOrDigit(character) || "-_~".indexOf(character) >= 0;
            return needless ? String.valueOf(character) : encoded.group().toUpperCase(Locale.ROOT);
        });
        String inner = plain.startsWith("/") ? plain.substring(1) : plain;
        // An empty segment at the end is not kept, others are.
        String trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        return trimmed.isEmpty() ? List.of() : Arrays.asList(trimmed.split("/", -1));
    }

    private static void check(boolean holds, String wrong) {
        if (!holds) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
