package caravan.dispatcher;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.Body;

/** A message on the queue of tasks: the text of a task's UUID (EIP: claim check; the task itself is in the database). */
public final class TaskMessage {

    private static final int LENGTH = 36;

    /** @throws NoTaskMessage if the body is something else */
    public UUID id(@Body Object body) {
        String text =
                body instanceof byte[] bytes ? new String(bytes, StandardCharsets.US_ASCII) : String.valueOf(body);
        if (text.length() != LENGTH) {
            throw new NoTaskMessage(text.length() + " characters are no UUID");
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NoTaskMessage("'" + text + "' is no UUID");
        }
    }
}
