package caravan.dispatcher;

import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import caravan.shared.batch.Turns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Turns messages into tasks that this worker may run: as many as it has free places, those that wait together in one
 * statement. A message whose task has ended, or is held by a worker that lives, is declined; the statement has seen to it
 * that such a task comes again if it has to.
 */
public final class Claims implements AutoCloseable {

    /** What a message comes to that is not to be run; it is acknowledged. */
    public enum Declined {
        ENDED_OR_HELD,
        /** The worker stops: the message is not acknowledged, and goes to another one. */
        STOPPING
    }

    private final Semaphore places;
    private final Turns room;
    private final Map<UUID, Long> held = new ConcurrentHashMap<>();
    private final BiFunction<List<UUID>, Set<UUID>, List<ClaimedTask>> statement;
    private final Batch<UUID, Object> batch;
    private final BooleanSupplier stopping;

    /**
     * @param concurrency tasks that run at once
     * @param room for what they work on, in characters; what does not fit waits, but for a task that is alone
     * @param waiting messages that may wait to be claimed: as many as are prefetched, or more
     * @param statement claims: gets the tasks' ids and those that this worker holds already, answers what it could claim
     * @param stopping whether the worker takes nothing more
     */
    public Claims(
            int concurrency,
            long room,
            int waiting,
            BiFunction<List<UUID>, Set<UUID>, List<ClaimedTask>> statement,
            BooleanSupplier stopping) {
        this.stopping = stopping;
        this.places = new Semaphore(concurrency);
        this.room = new Turns(room);
        this.statement = statement;
        this.batch = new Batch<>("worker-claims", concurrency, waiting, Gate.of(places), this::write, Runnable::run);
    }

    /** @return a {@link ClaimedTask} or {@link Declined}, on the thread that claims: what follows must not block it */
    public CompletionStage<Object> claim(UUID id) {
        return stopping.getAsBoolean() ? CompletableFuture.completedFuture(Declined.STOPPING) : batch.add(id);
    }

    /** @return done when there is room for a task that we hold; it takes the room until it is let go */
    CompletionStage<Void> turn(ClaimedTask task) {
        return room.turn(task.size());
    }

    /** Gives the place of a task back whose application has ended, however it did; the task is still held. */
    void vacate() {
        places.release();
    }

    /** A task that we hold has a result of so many characters, which will take memory until it is let go. */
    void grown(UUID id, long characters) {
        if (held.computeIfPresent(id, (task, size) -> size + characters) != null) {
            room.grow(characters);
        }
    }

    /** The outcome of a task is stored, or somebody else holds it: it is no longer ours. */
    void letGo(UUID id) {
        Long size = held.remove(id);
        if (size != null) {
            room.done(size);
        }
    }

    /** The tasks that are held here now. */
    public int running() {
        return held.size();
    }

    @Override
    public void close() {
        batch.close();
    }

    private List<Object> write(List<UUID> ids) {
        Map<UUID, ClaimedTask> claimed = new HashMap<>();
        boolean taken = !stopping.getAsBoolean();
        try {
            if (taken) {
                statement.apply(ids, Set.copyOf(held.keySet())).forEach(task -> claimed.put(task.id(), task));
                claimed.forEach((id, task) -> held.put(id, task.size()));
            }
        } finally {
            places.release(ids.size() - claimed.size());
        }
        // The same id twice in one batch is claimed once: the second time there is nothing left.
        return ids.stream()
                .map(id -> {
                    Object task = claimed.remove(id);
                    return task != null ? task : taken ? Declined.ENDED_OR_HELD : Declined.STOPPING;
                })
                .toList();
    }
}
