package caravan.dispatcher;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a worker asks for.
 *
 * @param ids of the tasks that it has messages of; one may be there twice
 * @param held tasks that it holds already, running or with an outcome that is not stored yet
 */
public record Asked(List<UUID> ids, Set<UUID> held) {}
