package caravan.dispatcher;

import java.util.UUID;

/**
 * One life of a worker: what it claims belongs to this session for as long as its lease is renewed.
 *
 * @param id new at each start
 * @param worker the name that people see, such as {@code worker-1}
 */
public record WorkerSession(UUID id, String worker) {}
