package caravan.dispatcher.applications.web;

/** A request to another server had no answer, or one after which it is worth another attempt. */
public final class RequestFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RequestFailed(String message) {
        super(message);
    }

    RequestFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
