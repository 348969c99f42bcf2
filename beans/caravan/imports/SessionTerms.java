package caravan.imports;

import caravan.shared.http.Problem;
import caravan.shared.http.Quoted;

/** How a session is to be listened to, as it is said to the publisher in a form and to the consumer in a query. */
public final class SessionTerms {

    private static final int STANDARD_SECONDS = 5;
    private static final int LONGEST_SECONDS = 3600;

    private SessionTerms() {}

    /**
     * @param said null: nothing was
     * @return {@code live} or {@code batch}; live if nothing is said
     * @throws Problem 400 if it is something else
     */
    public static String mode(String said) {
        if (said == null || said.equals("live") || said.equals("batch")) {
            return said == null ? "live" : said;
        }
        throw Problem.of(400, "mode is neither live nor batch: " + Quoted.of(said));
    }

    /**
     * @param said null: nothing was
     * @return seconds for which the queue may be empty, 1 to 3600; 5 if nothing is said
     * @throws Problem 400 if it is something else
     */
    public static int timeout(String said) {
        if (said == null) {
            return STANDARD_SECONDS;
        }
        if (said.matches("\\d{1,4}")) {
            int seconds = Integer.parseInt(said);
            if (seconds >= 1 && seconds <= LONGEST_SECONDS) {
                return seconds;
            }
        }
        throw Problem.of(
                400, "timeout is not a whole number of seconds, 1 to " + LONGEST_SECONDS + ": " + Quoted.of(said));
    }
}
