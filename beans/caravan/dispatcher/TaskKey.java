package caravan.dispatcher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what a repeated request is known.
 *
 * @param digest SHA-256 in hexadecimal, of whatever length the parts are that it was made of
 * @param request the same of what must not differ when the key comes again; null: nothing
 */
public record TaskKey(String digest, String request) {

    /** The same event: CloudEvents 1.0, section "id": source and id together. */
    public static TaskKey ofEvent(String source, String id) {
        return new TaskKey(sha256("event", source, id), null);
    }

    /** The same request: an {@code Idempotency-Key}, which may come again only with the same application and arguments. */
    public static TaskKey ofRequest(String key, String application, String arguments) {
        return new TaskKey(sha256("request", key), sha256(application, arguments));
    }

    /** Each part with its length before it, so that ("a", "bc") and ("ab", "c") differ. */
    private static String sha256(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
