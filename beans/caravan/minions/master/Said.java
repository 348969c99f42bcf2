package caravan.minions.master;

/**
 * What a minion says of a job.
 *
 * @param minion id of the instance
 * @param isKnown whether it has it (still)
 * @param message null while it is not finished
 * @param result success or error; null while it is not finished
 */
public record Said(String minion, boolean isKnown, String message, String result) {}
