package caravan.dispatcher;

/**
 * What an application throws when its input is wrong: the task ends as 422 with this message, and is not tried again. Any
 * other exception is a failure of the application.
 */
public final class InputRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InputRejected(String message) {
        super(message);
    }
}
