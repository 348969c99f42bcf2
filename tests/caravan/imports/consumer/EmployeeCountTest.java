package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EmployeeCountTest {
    long rows = 1;

    @Test
    void what_is_counted_quickly_is_counted_each_time() {
        EmployeeCount count = new EmployeeCount(() -> rows);
        assertThat(count.now(false)).isEqualTo(1);
        rows = 2;
        assertThat(count.now(false)).isEqualTo(2);
    }

    @Test
    void what_takes_long_is_answered_from_before_unless_it_must_be_exact() {
        EmployeeCount count = new EmployeeCount(this::countSlowly);
        assertThat(count.now(false)).isEqualTo(1);
        rows = 2;
        assertThat(count.now(false)).isEqualTo(1);
        assertThat(count.now(true)).isEqualTo(2);
        rows = 3;
        assertThat(count.now(false)).isEqualTo(2);
    }

    @Test
    void a_failure_is_passed_on_and_the_next_one_counts() {
        EmployeeCount count = new EmployeeCount(() -> {
            if (rows == 1) {
                throw new IllegalStateException("away");
            }
            return rows;
        });
        assertThatThrownBy(() -> count.now(false)).hasMessage("away");
        rows = 2;
        assertThat(count.now(false)).isEqualTo(2);
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
