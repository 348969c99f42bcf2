package caravan.market;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The key that signs the cookies: the one that was set, or one that all markets on this database share. */
final class CartKey implements Supplier<String> {

    private static final int BYTES = 32;

    private final UnaryOperator<String> shared;
    private volatile String key;

    /**
     * @param set empty: none
     * @param shared takes a key in case there is none yet, answers the one that there is
     */
    CartKey(String set, UnaryOperator<String> shared) {
        this.shared = shared;
        this.key = set.isEmpty() ? null : set;
    }

    @Override
    public String get() {
        if (key == null) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            key = shared.apply(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return key;
    }
}
