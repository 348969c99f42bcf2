package caravan.shared.registry;

/** The registry does not answer, or refuses. The message is one line for people. */
public final class RegistryFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    RegistryFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
