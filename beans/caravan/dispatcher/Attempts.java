package caravan.dispatcher;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The applications that run in this worker, each for as long as it may. */
public final class Attempts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** Attempts beyond those that fail: so often may a task's worker die in it. Then it is the task that kills workers. */
    private static final int DEATHS = 10;

    /** So much longer than it may a task runs at most. */
    private static final long LATE_MILLIS = 50;

    private final Map<UUID, Attempt> running = new ConcurrentHashMap<>();
    private volatile Map<UUID, Attempt> asked = Map.of();
    private final Application application;
    private final Function<String, Duration> timeout;
    private final int most;
    private final Function<ClaimedTask, CompletionStage<?>> turn;
    private final Runnable vacate;
    private final ExecutorService runners;
    private final Executor enders;

    /** Starts what a task asks for. */
    @FunctionalInterface
    public interface Application {

        /**
         * @param over done when the task is no longer waited for, which an application that holds no thread has to look at
         * @param end is told the result or the failure, once, on any thread; null and null for the result null
         */
        void start(ClaimedTask task, CompletionStage<?> over, BiConsumer<Object, Throwable> end) throws Exception;
    }

    /**
     * @param timeout how long an application may run, by its name
     * @param attempts that may fail
     * @param turn done when there is room for a task
     * @param vacate gives a place back
     * @param runners threads for the applications, as many as there are places
     * @param clock looks from time to time whose time is up, and does nothing that takes long
     * @param enders run what follows when it is
     */
    public Attempts(
            Application application,
            Function<String, Duration> timeout,
            int attempts,
            Function<ClaimedTask, CompletionStage<?>> turn,
            Runnable vacate,
            ExecutorService runners,
            ScheduledExecutorService clock,
            Executor enders) {
        this.application = application;
        this.timeout = timeout;
        this.most = attempts + DEATHS;
        this.turn = turn;
        this.vacate = vacate;
        this.runners = runners;
        this.enders = enders;
        // One look at all that runs, now and then, is cheaper than an alarm for each.
        clock.scheduleWithFixedDelay(this::endLate, LATE_MILLIS, LATE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Runs a task's application.
     *
     * @return its result; fails with what it threw, with a TimeoutException if it took too long, with a
     *     CancellationException if {@link #recall} ended it
     */
    public CompletionStage<Object> run(@ExchangeProperty("task") ClaimedTask task) {
        Attempt attempt = new Attempt(vacate);
        running.put(task.id(), attempt);
        attempt.end().whenComplete((result, failure) -> running.remove(task.id(), attempt));
        // Not thenCompose, which wraps failures. One that is recalled before its turn has no outcome until then.
        CompletableFuture<Object> outcome = new CompletableFuture<>();
        turn.apply(task).thenRun(() -> {
            runners.execute(() -> attempt.start(() -> start(task, attempt)));
            attempt.end().whenComplete((result, failure) -> {
                if (failure == null) {
                    outcome.complete(result);
                } else {
                    outcome.completeExceptionally(failure);
                }
            });
        });
        return outcome;
    }

    /** Interrupts what runs. */
    @Override
    public void close() {
        runners.shutdownNow();
    }

    /** The tasks whose applications run, or wait for their turn. */
    public Set<UUID> running() {
        asked = Map.copyOf(running);
        return asked.keySet();
    }

    /**
     * Ends the applications of tasks that are no longer ours: cancelled, or taken over by another worker. Only of those that
     * {@link #running} has just named: an attempt that has begun since is another one.
     */
    public void recall(Collection<UUID> tasks) {
        for (UUID task : tasks) {
            Attempt attempt = asked.get(task);
            if (attempt != null) {
                attempt.interrupt(new CancellationException("the task was cancelled or taken over"), enders);
            }
        }
    }

    private void endLate() {
        try {
            running.values().forEach(attempt -> attempt.interruptIfLate(enders));
        } catch (RuntimeException | Error e) {
            // Or this would have been the last look.
            LOG.error("What runs for too long could not be ended", e);
        }
    }

    private void start(ClaimedTask task, Attempt attempt) {
        if (task.attempt() > most) {
            throw new IllegalStateException("its worker died in it, in most of " + (task.attempt() - 1) + " attempts");
        }
        attempt.limit(timeout.apply(task.application()));
        try {
            application.start(task, attempt.end(), attempt::ended);
        } catch (Exception e) {
            attempt.ended(null, e);
        }
    }
}
