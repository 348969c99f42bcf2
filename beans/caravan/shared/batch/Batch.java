package caravan.shared.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many callers, one round trip: whatever has gathered while the last batch was being written is the next batch. A lone
 * item waits for nothing; under load the batches grow by themselves. (An aggregator whose completion is "the writer is
 * free".) One thread writes, one batch at a time, in the order of arrival.
 *
 * <p>After a batch of several the writer lingers for a millisecond at most, until as many have come again: those who were
 * answered together ask again together, and half a batch costs nearly as much as a whole one.
 *
 * @param <T> what is asked
 * @param <R> what is answered
 */
public final class Batch<T, R> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** How long the writer sleeps between two looks while it lingers: cheaper than to be woken by each item. */
    private static final long LOOK_NANOS = LINGER_NANOS / 10;

    private final BlockingQueue<Entry<T, R>> waiting;
    private final int most;
    private final Gate gate;
    private final Function<List<T>, List<R>> write;
    private final Executor answers;
    private final Thread writer;
    private int last = 1;
    private volatile boolean closed;

    /**
     * @param name of the thread
     * @param most items a batch
     * @param capacity items that may wait; further ones are refused
     * @param gate says how many may go now
     * @param write gets the items of a batch and answers one result each, in their order; its exception is everybody's
     * @param answers where the callers' continuations run, those of a batch one after the other
     */
    public Batch(String name, int most, int capacity, Gate gate, Function<List<T>, List<R>> write, Executor answers) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.most = most;
        this.gate = gate;
        this.write = write;
        this.answers = answers;
        this.writer = new Thread(this::run, name);
        this.writer.setDaemon(true);
        this.writer.start();
    }

    /**
     * Adds an item to the next batch.
     *
     * @throws RejectedExecutionException if too many wait already, or this is closed
     */
    public CompletableFuture<R> add(T item) {
        Entry<T, R> entry = new Entry<>(item, new CompletableFuture<>());
        if (closed || !waiting.offer(entry)) {
            throw new RejectedExecutionException(writer.getName() + (closed ? " is closed" : ": too many wait"));
        }
        return entry.result;
    }

    /** Takes nothing more, writes what has been taken, and ends its thread; waits for that up to ten seconds. */
    @Override
    public void close() {
        closed = true;
        gate.open();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                // The wait is bounded only so that close() is noticed.
                Entry<T, R> first = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    writeWith(first);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeWith(Entry<T, R> first) throws InterruptedException {
        linger();
        int room = gate.pass(most);
        List<Entry<T, R>> batch = new ArrayList<>();
        batch.add(first);
        waiting.drainTo(batch, room - 1);
        // Who has given up waiting was told so: what he asked for must not be done now.
        batch.removeIf(entry -> entry.result.isDone());
        gate.giveBack(room - batch.size());
        last = batch.size();
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    private void linger() {
        long until = System.nanoTime() + LINGER_NANOS;
        while (Math.min(1 + waiting.size(), gate.room()) < last && !closed && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void write(List<Entry<T, R>> batch) {
        try {
            List<R> results = write.apply(batch.stream().map(Entry::item).toList());
            if (results.size() != batch.size()) {
                throw new IllegalStateException(results.size() + " results for " + batch.size() + " items");
            }
            answer(() -> IntStream.range(0, results.size())
                    .forEach(i -> tell(() -> batch.get(i).result.complete(results.get(i)))));
        } catch (RuntimeException | Error failure) {
            // An error too: without this thread everybody would wait for ever.
            answer(() -> batch.forEach(entry -> tell(() -> entry.result.completeExceptionally(failure))));
        }
    }

    private void tell(Runnable completion) {
        try {
            completion.run();
        } catch (RuntimeException | Error e) {
            // What one makes of his answer is not the others' affair.
            LOG.error("An answer of {} could not be given", writer.getName(), e);
        }
    }

    private void answer(Runnable completions) {
        try {
            answers.execute(completions);
        } catch (RejectedExecutionException e) {
            // The program stops, and these threads with it: who still waits is told on this one.
            completions.run();
        }
    }

    private record Entry<T, R>(T item, CompletableFuture<R> result) {}
}
