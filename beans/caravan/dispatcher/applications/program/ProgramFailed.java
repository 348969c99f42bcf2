package caravan.dispatcher.applications.program;

/** A program could not be started, ended with a status that is none of success, or wrote too much. */
public final class ProgramFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProgramFailed(String message) {
        super(message);
    }

    ProgramFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
