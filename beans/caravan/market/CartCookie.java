package caravan.market;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cookie (RFC 6265) by which a browser owns its cart: the cart's id with its signature (HMAC-SHA256, RFC 2104), so that
 * nobody makes up the id of another one.
 */
public final class CartCookie {

    static final String NAME = "cart";

    /** Changes when the form does: a cookie of another version is none. */
    private static final String VERSION = "v1";

    private final Supplier<String> key;
    private final Duration keep;
    private final boolean secure;

    /**
     * @param key asked for at each use: it may not be there at the start
     * @param keep how long the browser has it
     * @param secure whether it may only travel over HTTPS
     */
    CartCookie(Supplier<String> key, Duration keep, boolean secure) {
        this.key = key;
        this.keep = keep;
        this.secure = secure;
    }

    /** @param header the request's {@code Cookie}, which may be null @return the cart's id; empty if no cookie of ours is in it */
    Optional<UUID> read(String header) {
        if (header == null) {
            return Optional.empty();
        }
        for (String pair : header.split(";")) {
            String[] parts = pair.strip().split("[=.]", -1);
            if (parts.length == 4
                    && parts[0].equals(NAME)
                    && parts[1].equals(VERSION)
                    && isSigned(parts[2], parts[3])) {
                return Optional.of(UUID.fromString(parts[2]));
            }
        }
        return Optional.empty();
    }

    /** @return {@code Set-Cookie} for a cart */
    String write(UUID cart) {
        return NAME + "=" + VERSION + "." + cart + "." + signature(cart.toString()) + "; Path=/; Max-Age="
                + keep.toSeconds() + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    private boolean isSigned(String cart, String signature) {
        return cart.length() == 36
                && MessageDigest.isEqual(
                        signature(cart).getBytes(StandardCharsets.US_ASCII),
                        signature.getBytes(StandardCharsets.US_ASCII));
    }

    private String signature(String cart) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.get().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((VERSION + "." + cart).getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
