package caravan.imports.consumer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many rows the table has. To count millions costs as much as to save thousands, or more than a connection waits for. So
 * it is counted by a thread of its own, one count at a time, and who asks is answered with the last one if that takes too
 * long, or was long and not long ago. No account fails for it.
 */
final class EmployeeCount {

    private static final Logger LOG = LoggerFactory.getLogger(EmployeeCount.class);
    private static final int SHARE = 20;
    /** What costs less is done each time. */
    private static final long CHEAP_NANOS = 10_000_000;

    private final LongSupplier table;
    private final Executor thread;
    private final Duration most;
    private CompletableFuture<Void> due;
    private Long count;
    private long cost;
    private long counted;

    /**
     * @param table counts its rows
     * @param thread one
     * @param most that who asks waits for; what costs more is not counted each time for anybody
     */
    EmployeeCount(LongSupplier table, Executor thread, Duration most) {
        this.table = table;
        this.thread = thread;
        this.most = most;
    }

    /** @param exact whether it should be that of this moment @return null: it was never counted in time */
    Long now(boolean exact) {
        // Done with nothing after that time; whoever else waits for the same goes on.
        counting(exact)
                .copy()
                .completeOnTimeout(null, most.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        synchronized (this) {
            return count;
        }
    }

    /** @return done when the count is that of this moment, if it has to be; others who ask before it begins share it */
    private synchronized CompletableFuture<Void> counting(boolean exact) {
        long cheap = exact ? most.toNanos() : CHEAP_NANOS;
        if (due == null && cost >= cheap && System.nanoTime() - counted <= SHARE * cost) {
            return CompletableFuture.completedFuture(null);
        }
        if (due == null) {
            due = CompletableFuture.runAsync(this::count, thread);
        }
        return due;
    }

    private void count() {
        synchronized (this) {
            due = null;
        }
        long begin = System.nanoTime();
        Long rows = null;
        try {
            rows = table.getAsLong();
        } catch (RuntimeException e) {
            LOG.debug("The rows of the table were not counted", e);
        }
        synchronized (this) {
            count = rows == null ? count : rows;
            counted = System.nanoTime();
            cost = counted - begin;
        }
    }
}
