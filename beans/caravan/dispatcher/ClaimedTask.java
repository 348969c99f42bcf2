package caravan.dispatcher;

import java.util.UUID;

/**
 * A task that this worker holds, and nobody else while the worker's lease lasts.
 *
 * @param data JSON: the application's input
 * @param attempt which attempt this is, from 1
 * @param requestId of the request that brought it; may be null
 */
public record ClaimedTask(UUID id, String application, String data, int attempt, String requestId) {

    private static final int SMALL = 4096;

    /** What it brings along, in characters; nothing if that is so little that it need not be counted. */
    long size() {
        return data == null || data.length() < SMALL ? 0 : data.length();
    }
}
