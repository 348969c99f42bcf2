package caravan.shared.http;

import caravan.shared.UuidText;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * Requests that wait for the end of something (a task, a job), holding no thread. The database is asked about all that is
 * awaited together, again and again, and not by LISTEN and NOTIFY: a notification would cost every completed batch a lock
 * that all of them share, and be lost with its connection.
 */
public final class EndWatch {

    private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(60);
    private static final int MOST_WAITING = 10_000;

    private final Map<UUID, Set<CompletableFuture<Void>>> awaited = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final BooleanSupplier stopping;
    private final Executor answers;

    /**
     * @param stopping whether nobody is to wait any longer
     * @param answers where the requests go on
     */
    public EndWatch(BooleanSupplier stopping, Executor answers) {
        this.stopping = stopping;
        this.answers = answers;
    }

    /**
     * @param id of what is waited for; what is no UUID is not
     * @param wait seconds, fractions too; what is above 60 is 60; null: none
     * @return done when it has ended or does not exist, the time is over, or the program stops
     * @throws Problem 400 if wait is no such number
     * @throws RejectedExecutionException if too many wait already
     */
    public CompletionStage<Void> await(@Header("uuid") String id, @Header("wait") String wait) {
        long millis = wait == null ? 0 : millis(wait);
        Optional<UUID> task = millis == 0 ? Optional.empty() : UuidText.read(id);
        if (task.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            throw new RejectedExecutionException("too many wait for an end");
        }
        return end(task.get(), millis);
    }

    private CompletionStage<Void> end(UUID task, long millis) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        awaited.compute(task, (key, others) -> {
            Set<CompletableFuture<Void>> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(end);
            return all;
        });
        return end.completeOnTimeout(null, millis, TimeUnit.MILLISECONDS)
                .whenComplete((nothing, failure) -> forget(task, end))
                .thenRunAsync(() -> {}, answers);
    }

    /** Whether anybody waits. */
    public boolean isAwaited() {
        if (stopping.getAsBoolean()) {
            tell(awaited.keySet());
        }
        return !awaited.isEmpty();
    }

    /** What is waited for, as {@code ids}. */
    public Map<String, Object> ids() {
        return Map.of("ids", awaited.keySet().toArray(UUID[]::new));
    }

    /** @param rows with the {@code id} of each that has ended, or that there is not */
    public void ended(@Body List<Map<String, Object>> rows) {
        tell(rows.stream().map(row -> (UUID) row.get("id")).toList());
    }

    /** These have ended. */
    public void tell(Collection<UUID> tasks) {
        for (UUID task : tasks) {
            awaited.getOrDefault(task, Set.of()).forEach(end -> end.complete(null));
        }
    }

    private void forget(UUID task, CompletableFuture<Void> end) {
        waiting.decrementAndGet();
        awaited.computeIfPresent(task, (key, all) -> {
            all.remove(end);
            return all.isEmpty() ? null : all;
        });
    }

    private static long millis(String wait) {
        try {
            BigDecimal seconds = new BigDecimal(wait);
            if (wait.length() <= 20 && seconds.signum() >= 0) {
                return seconds.min(LONGEST_SECONDS).movePointRight(3).longValue();
            }
        } catch (NumberFormatException e) {
            // the same problem
        }
        throw Problem.of(400, "wait '" + wait + "' is not a number of seconds, 0 to 60");
    }
}
