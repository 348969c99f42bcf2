package caravan.shared.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallsTest {

    private final SettableClock clock = new SettableClock();
    private final SettableTimers timers = new SettableTimers(clock);
    private final List<Instant> began = new ArrayList<>();

    @Test
    void a_process_that_goes_on_is_not_stalled() {
        try (Stalls stalls = stalls()) {
            assertThat(stalls).isNotNull();
            timers.pass(Duration.ofMinutes(1));
            timers.stall(Duration.ofMillis(300));
            timers.pass(Duration.ofMinutes(1));
        }
        assertThat(began).isEmpty();
    }

    @Test
    void one_that_stood_still_is_told_once_since_when() {
        try (Stalls stalls = stalls()) {
            assertThat(stalls).isNotNull();
            timers.pass(Duration.ofSeconds(1));
            Instant last = clock.instant();
            timers.stall(Duration.ofSeconds(5));
            timers.pass(Duration.ofSeconds(1));
            assertThat(began).containsExactly(last);
        }
    }

    @Test
    void closed_it_listens_no_more() {
        stalls().close();
        assertThat(timers.size()).isZero();
    }

    private Stalls stalls() {
        return new Stalls(timers, clock, began::add);
    }
}
