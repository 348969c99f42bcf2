package caravan.dispatcher;

import java.util.UUID;

/**
 * A task as it is accepted.
 *
 * @param id version 7 (RFC 9562, section 5.7), so that the key's order is the order of creation
 * @param application which application runs it
 * @param name {@code dispatch} or {@code receive}
 * @param data JSON: the application's input
 * @param requestId of the request that brought it
 */
public record NewTask(UUID id, String application, String name, String data, String requestId) {}
