package caravan.dispatcher;

import java.util.List;
import java.util.UUID;

/**
 * Tasks that are stored together.
 *
 * @param outbox id of the outbox row that says they have to be published
 */
public record Accepted(UUID outbox, List<NewTask> tasks) {}
