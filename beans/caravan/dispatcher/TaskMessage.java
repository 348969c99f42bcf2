package caravan.dispatcher;

import caravan.shared.broker.Parcel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Body;

/**
 * A message on the queue of tasks: the text of some tasks' UUIDs, a line each (EIP: claim check; the tasks themselves are
 * in the database). Tasks that came together travel together: a broker's work is by the message.
 */
public final class TaskMessage {

    private static final int LENGTH = 36;

    private final int most;

    /** @param most tasks a message that is written; one that is read may have up to a thousand */
    public TaskMessage(int most) {
        this.most = most;
    }

    /**
     * A task to be run.
     *
     * @param requestId of the request that brought it; may be null
     */
    public record Entry(UUID task, String requestId) {}

    /** As few messages as these tasks take; the header X-Request-Id has their requests, separated by commas. */
    public List<Parcel.Letter> letters(List<Entry> entries) {
        List<Parcel.Letter> letters = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += most) {
            List<Entry> some = entries.subList(from, Math.min(entries.size(), from + most));
            letters.add(new Parcel.Letter(
                    some.stream().map(entry -> entry.task().toString()).collect(Collectors.joining("\n")),
                    some.stream()
                            .map(Entry::requestId)
                            .filter(Objects::nonNull)
                            .distinct()
                            .collect(Collectors.joining(","))));
        }
        return letters;
    }

    /** @throws NoTaskMessage if the body is something else */
    public List<UUID> ids(@Body Object body) {
        String text =
                body instanceof byte[] bytes ? new String(bytes, StandardCharsets.US_ASCII) : String.valueOf(body);
        if (text.isEmpty()) {
            throw new NoTaskMessage("it is empty");
        }
        if (text.length() > 1000 * (LENGTH + 1)) {
            throw new NoTaskMessage(text.length() + " characters are more than a thousand UUIDs");
        }
        return text.lines().map(TaskMessage::id).toList();
    }

    private static UUID id(String line) {
        if (line.length() != LENGTH) {
            throw new NoTaskMessage("a line of " + line.length() + " characters is no UUID");
        }
        try {
            return UUID.fromString(line);
        } catch (IllegalArgumentException e) {
            throw new NoTaskMessage("'" + line + "' is no UUID");
        }
    }
}
