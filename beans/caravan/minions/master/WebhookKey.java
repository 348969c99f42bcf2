package caravan.minions.master;

import static java.nio.charset.StandardCharsets.UTF_8;

import caravan.shared.Refusal;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what is posted, as Standard Webhooks 1.0 has it: HMAC-SHA256 of {@code id.timestamp.body}, in Base64. */
public final class WebhookKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    private final byte[] key;

    /**
     * @param secret {@code whsec_} and the key in Base64, as the libraries that verify have it; or the key itself; empty: nothing is signed
     * @throws Refusal if it begins so, and goes on otherwise
     */
    public WebhookKey(String secret) {
        key = bytes(secret);
    }

    /** @return what the header {@code webhook-signature} is to have */
    String signature(String id, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] code = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return secret.getBytes(UTF_8);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new Refusal("caravan.callbacks.secret begins with " + PREFIX + ", and what follows is no Base64");
        }
    }
}
