package caravan.minions.master;

import java.util.UUID;

/**
 * A finished job that is to be posted.
 *
 * @param attempt the one that is made now, from 1
 * @param destination URL
 * @param document the job as JSON
 */
public record Callback(UUID job, int attempt, String destination, String document) {}
