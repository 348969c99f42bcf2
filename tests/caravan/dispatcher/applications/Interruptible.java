package caravan.dispatcher.applications;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Something that runs on a thread of its own, which a test interrupts, as a worker does with an application. */
public final class Interruptible<T> {

    private static final int PATIENCE_SECONDS = 10;

    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final Thread thread;

    private Interruptible(Callable<T> work) {
        thread = new Thread(() -> {
            try {
                outcome.complete(work.call());
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
    }

    public static <T> Interruptible<T> start(Callable<T> work) {
        Interruptible<T> started = new Interruptible<>(work);
        started.thread.start();
        return started;
    }

    public void interrupt() {
        thread.interrupt();
    }

    /** Waits for what the work threw; something else than an exception is a failure. */
    public Throwable failure() {
        try {
            T result = outcome.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            throw new AssertionError("it ended with " + result);
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Waits for what the work answers. */
    public T result() {
        return outcome.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
