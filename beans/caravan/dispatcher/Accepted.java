package caravan.dispatcher;

import java.util.List;
import java.util.UUID;

/**
 * Tasks that are stored together.
 *
 * @param outbox id of the outbox row that says they have to be published
 * @param tasks no two of them with the same key
 */
public record Accepted(UUID outbox, List<NewTask> tasks) {

    /** Whether there is anything in it but tasks from requests' paths: the statement for those is the shorter one. */
    public boolean isMixed() {
        return tasks.stream().anyMatch(task -> task.event() != null || task.key() != null);
    }
}
