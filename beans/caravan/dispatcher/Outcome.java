package caravan.dispatcher;

import java.util.UUID;

/**
 * How an attempt ended.
 *
 * @param attempt which one; only the one that still holds the task counts
 * @param status 200, 422 or 500; or 102: it failed, and there will be another attempt
 * @param pause milliseconds until the next attempt; null unless the status is 102
 * @param result JSON; null unless the status is 200
 * @param exceptionType simple name of what the application threw; null if it did not
 * @param exceptionValue its message; may be null
 * @param exceptionTraceback its stack trace, cut to a readable length; empty if there is none
 */
public record Outcome(
        UUID id,
        int attempt,
        int status,
        Long pause,
        String result,
        String exceptionType,
        String exceptionValue,
        String exceptionTraceback) {

    /** In its place, if the database cannot hold it: 500. */
    Outcome unstorable() {
        return new Outcome(
                id, attempt, 500, null, null, "UnstorableResult", "The database cannot hold what this came to", "");
    }
}
