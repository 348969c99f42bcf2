package caravan.shared.http;

import java.util.Comparator;
import java.util.Map;

/** How large a body may be, by the path it is sent to. One that says its length is refused before a byte of it is read. */
public final class BodyLimits {

    private final long standard;
    private final Map<String, Long> byPrefix;

    /**
     * @param standard bytes that any path takes
     * @param byPrefix bytes that the paths below a prefix take instead; the longest prefix of a path counts
     */
    public BodyLimits(long standard, Map<String, Long> byPrefix) {
        this.standard = standard;
        this.byPrefix = Map.copyOf(byPrefix);
    }

    void check(String path, String contentLength) {
        if (contentLength == null) {
            return;
        }
        long limit = of(path);
        if (tooLong(contentLength, limit)) {
            throw tooLarge(limit);
        }
    }

    long of(String path) {
        return byPrefix.entrySet().stream()
                .filter(entry -> path != null && path.startsWith(entry.getKey()))
                .max(Comparator.comparing(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(standard);
    }

    static Problem tooLarge(long limit) {
        return Problem.of(413, "The body is larger than the " + limit + " bytes that this path takes");
    }

    private static boolean tooLong(String contentLength, long limit) {
        try {
            return Long.parseLong(contentLength.strip()) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }
}
