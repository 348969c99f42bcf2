package caravan.imports.publisher;

/** A session's queue is gone: nothing can be sent to it any more. */
final class SessionGone extends Exception {
    private static final long serialVersionUID = 1L;
}
