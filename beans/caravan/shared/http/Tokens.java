package caravan.shared.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

/** Who may send requests: nobody has to show anything, or everybody one of these tokens (RFC 6750, section 2.1). */
public final class Tokens {

    private static final String SCHEME = "Bearer ";

    private final List<byte[]> tokens;

    /** @param tokens the secrets; empty: requests need none */
    public Tokens(Collection<String> tokens) {
        this.tokens = tokens.stream()
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    void check(String authorization) {
        if (tokens.isEmpty()) {
            return;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Problem.of(401, "This needs Authorization: Bearer and a token", "WWW-Authenticate", "Bearer");
        }
        byte[] shown = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (byte[] token : tokens) {
            // All are compared, each in constant time: the answer's delay tells nothing of how near a guess came.
            known |= MessageDigest.isEqual(token, shown);
        }
        if (!known) {
            throw Problem.of(401, "This token is not known", "WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
    }
}
