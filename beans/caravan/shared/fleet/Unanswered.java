package caravan.shared.fleet;

/** A lookup that no instance has answered. The message says why. */
public final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;

    private Unanswered(String message) {
        super(message, null, false, false);
    }

    /** There was none to ask, or all refused. */
    static Unanswered down() {
        return new Unanswered("all services are down");
    }

    /** There was one to ask, but no answer in time. */
    static Unanswered late() {
        return new Unanswered("request timed out");
    }
}
