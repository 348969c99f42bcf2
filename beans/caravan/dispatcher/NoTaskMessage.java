package caravan.dispatcher;

/** A message on the queue of tasks that is no task's id. */
public final class NoTaskMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoTaskMessage(String message) {
        super(message);
    }
}
