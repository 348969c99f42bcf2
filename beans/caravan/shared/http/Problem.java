package caravan.shared.http;

import java.util.Map;

/**
 * A request that is answered with an error, as RFC 9457 has it. Thrown by beans and routes; the door turns it into
 * {@code application/problem+json}, or into a page for a browser.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    private Problem(int status, String detail, Map<String, String> headers) {
        // Answers are no accidents: no stack trace is filled in, none is logged.
        super(detail, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    /**
     * @param status HTTP status, 400 to 599
     * @param detail what is wrong with this request, in a sentence for the person who sent it
     */
    public static Problem of(int status, String detail) {
        return new Problem(status, detail, Map.of());
    }

    /** The same with a header of the answer, such as {@code Allow} or {@code Retry-After}. */
    public static Problem of(int status, String detail, String header, String value) {
        return new Problem(status, detail, Map.of(header, value));
    }

    /** 503 with {@code Retry-After}: the fault is ours and passes. */
    public static Problem unavailable(String detail) {
        return of(503, detail, "Retry-After", "2");
    }

    public int status() {
        return status;
    }

    /** Headers of the answer beside its content type; never null, empty after deserialisation. */
    public Map<String, String> headers() {
        return headers == null ? Map.of() : headers;
    }
}
