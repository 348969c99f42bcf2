package caravan.shared;

/**
 * Why the program does not start: one line for the person who typed the command. It names the property, folder or
 * address that is wrong, says what is wrong with it, and, where there is one, the way out.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param line one line that is understood without a stack trace */
    public Refusal(String line) {
        super(line);
    }

    /** @param cause what brought it about; logged at DEBUG only */
    public Refusal(String line, Throwable cause) {
        super(line, cause);
    }
}
