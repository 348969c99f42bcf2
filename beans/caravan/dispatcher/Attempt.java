package caravan.dispatcher;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application that runs: it ends by itself, or is ended. It takes a place until it has ended and is off the thread that
 * it was started on: one that does not heed the interrupt keeps its place, but not its task.
 */
final class Attempt {

    private final CompletableFuture<Object> end = new CompletableFuture<>();
    private final AtomicInteger holders = new AtomicInteger(2);
    private final Runnable vacate;
    private volatile Limit limit;
    private Thread thread;

    /** @param vacate gives the place back */
    Attempt(Runnable vacate) {
        this.vacate = vacate;
    }

    /** Starts the application on this thread. */
    void start(Runnable application) {
        end.whenComplete((result, failure) -> leave());
        synchronized (this) {
            thread = Thread.currentThread();
        }
        try {
            // What was ended while it waited for this thread is not begun: nobody would end it any more.
            if (!end.isDone()) {
                application.run();
            }
        } catch (Throwable failure) {
            // An Error too: a stack that overflowed is the application's, not the worker's.
            end.completeExceptionally(failure);
        } finally {
            synchronized (this) {
                thread = null;
                // One that was meant for the application must not meet what comes next on this thread.
                Thread.interrupted();
            }
            leave();
        }
    }

    /** The application has ended by itself; too late if it was ended before. */
    void ended(Object result, Throwable failure) {
        if (failure == null) {
            end.complete(result);
        } else {
            end.completeExceptionally(failure);
        }
    }

    /** It may run for so long from now on. */
    void limit(Duration time) {
        limit = new Limit(time, System.nanoTime());
    }

    /** Ends it if it has run for longer than it may. */
    void interruptIfLate(Executor executor) {
        Limit most = limit;
        if (most != null && System.nanoTime() - most.since > TimeUnit.MILLISECONDS.toNanos(most.time.toMillis())) {
            interrupt(new TimeoutException("it ran for longer than " + most.time.toMillis() + " ms"), executor);
        }
    }

    /**
     * Ends it, unless it has ended: whatever it comes to later is dropped.
     *
     * @param executor runs what was waiting for the end
     */
    void interrupt(Throwable why, Executor executor) {
        if (end.isDone()) {
            return;
        }
        executor.execute(() -> {
            if (end.completeExceptionally(why)) {
                synchronized (this) {
                    if (thread != null) {
                        thread.interrupt();
                    }
                }
            }
        });
    }

    /** Done when it has ended, one way or the other. */
    CompletableFuture<Object> end() {
        return end;
    }

    private void leave() {
        if (holders.decrementAndGet() == 0) {
            vacate.run();
        }
    }

    private record Limit(Duration time, long since) {}
}
