package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmployeeCountTest {
    final ExecutorService thread = Executors.newSingleThreadExecutor();
    volatile long rows = 1;

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void what_is_counted_quickly_is_counted_each_time() {
        EmployeeCount count = count(() -> rows);
        assertThat(count.now(false)).isEqualTo(1);
        rows = 2;
        assertThat(count.now(false)).isEqualTo(2);
    }

    @Test
    void what_takes_long_is_answered_from_before_unless_it_must_be_exact() {
        EmployeeCount count = count(this::countSlowly);
        assertThat(count.now(false)).isEqualTo(1);
        rows = 2;
        assertThat(count.now(false)).isEqualTo(1);
        assertThat(count.now(true)).isEqualTo(2);
        rows = 3;
        assertThat(count.now(false)).isEqualTo(2);
    }

    @Test
    void a_failure_is_answered_from_before_and_the_next_one_counts() {
        EmployeeCount count = count(() -> {
            if (rows != 2) {
                throw new IllegalStateException("away");
            }
            return rows;
        });
        assertThat(count.now(true)).isNull();
        rows = 2;
        assertThat(count.now(false)).isEqualTo(2);
        rows = 3;
        assertThat(count.now(true)).isEqualTo(2);
    }

    @Test
    void what_takes_too_long_is_not_waited_for_and_not_counted_again_by_each_who_asks() {
        AtomicInteger counts = new AtomicInteger();
        EmployeeCount count = new EmployeeCount(
                () -> {
                    counts.incrementAndGet();
                    return countSlowly();
                },
                thread,
                Duration.ofMillis(20));
        assertThat(count.now(true)).isNull();
        await().until(() -> count.now(false) != null);
        int before = counts.get();
        assertThat(count.now(true)).isEqualTo(1);
        assertThat(count.now(true)).isEqualTo(1);
        assertThat(counts.get()).isEqualTo(before);
    }

    @Test
    void one_that_failed_after_a_long_time_is_not_tried_again_by_each_who_asks() {
        AtomicInteger counts = new AtomicInteger();
        EmployeeCount count = new EmployeeCount(
                () -> {
                    counts.incrementAndGet();
                    countSlowly();
                    throw new IllegalStateException("out of time");
                },
                thread,
                Duration.ofMillis(20));
        assertThat(count.now(false)).isNull();
        await().until(() -> {
            int before = counts.get();
            return count.now(true) == null && count.now(true) == null && counts.get() == before;
        });
    }

    @Test
    void those_who_ask_before_a_count_begins_share_it() {
        List<Runnable> tasks = new ArrayList<>();
        EmployeeCount count = new EmployeeCount(() -> rows, tasks::add, Duration.ofMillis(1));
        assertThat(count.now(true)).isNull();
        assertThat(count.now(false)).isNull();
        assertThat(count.now(true)).isNull();
        assertThat(tasks).hasSize(1);
        tasks.get(0).run();
        assertThat(count.now(true)).isEqualTo(1);
        assertThat(tasks).hasSize(2);
    }

    private EmployeeCount count(LongSupplier table) {
        return new EmployeeCount(table, thread, Duration.ofSeconds(10));
    }

    /** Takes a tenth of a second, as a large table does. */
    private long countSlowly() {
        long until = System.nanoTime() + 100_000_000;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        return rows;
    }
}
