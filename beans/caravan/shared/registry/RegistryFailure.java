package caravan.shared.registry;

/** The registry does not answer, or refuses. The message is one line for people. */
public final class RegistryFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Another process has registered an instance of this id since: both cannot be found. */
    static RegistryFailure taken(String id) {
        return new RegistryFailure(
                "another process has registered " + id + ": each needs a caravan.address of its own", null);
    }

    RegistryFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
