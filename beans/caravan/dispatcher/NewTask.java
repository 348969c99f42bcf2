package caravan.dispatcher;

import java.util.UUID;

/**
 * A task as it is accepted.
 *
 * @param id version 7 (RFC 9562, section 5.7), so that the key's order is the order of creation
 * @param application which application runs it; null if there is a rejection
 * @param name {@code dispatch} or {@code receive}
 * @param event what it came as; null unless the name is {@code receive}
 * @param data JSON: the application's input
 * @param requestId of the request that brought it
 * @param key by which the same request is known when it comes again; null: it is another one each time
 * @param rejection why no application runs it, and then it is stored at 422 at once; else null
 */
public record NewTask(
        UUID id,
        String application,
        String name,
        Event event,
        String data,
        String requestId,
        TaskKey key,
        String rejection) {

    /** A task whose arguments came in a request's path. */
    static NewTask dispatched(UUID id, String application, String arguments, String requestId, TaskKey key) {
        return new NewTask(id, application, "dispatch", null, arguments, requestId, key, null);
    }

    /** How much it holds, in characters, as far as a client decides that. */
    int size() {
        return data.length() + (event == null ? 0 : event.text().length());
    }
}
