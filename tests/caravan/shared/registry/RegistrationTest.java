package caravan.shared.registry;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.SettableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationTest {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final SettableClock clock = new SettableClock();
    private final InProcessRegistry registry = new InProcessRegistry(clock);
    private final LocalInstances instances = new LocalInstances().sharing("ratings", "http://127.0.0.1:8080", 2);
    private final Registration registration = new Registration(registry, instances, HEARTBEAT);
    private final Instance one = instances.all().get(0).instance();
    private final Instance two = instances.all().get(1).instance();

    @Test
    void beats_keep_all_passing() {
        for (int beat = 0; beat < 10; beat++) {
            registration.beat();
            clock.advance(HEARTBEAT.plusSeconds(5));
            assertThat(passing()).containsExactly(one, two);
        }
    }

    @Test
    void a_paused_one_turns_critical_after_two_and_comes_back() {
        registration.beat();
        instances.pause("ratings-1");
        clock.advance(HEARTBEAT);
        registration.beat();
        assertThat(passing()).containsExactly(one, two);
        clock.advance(HEARTBEAT);
        assertThat(passing()).containsExactly(two);
        instances.start("ratings-1");
        registration.beat();
        assertThat(passing()).containsExactly(one, two);
    }

    @Test
    void a_stopped_one_is_taken_out_and_registered_again_when_it_starts() {
        registration.beat();
        instances.stop("ratings-1");
        registration.beat();
        assertThat(passing()).containsExactly(two);
        instances.start("ratings-1");
        registration.beat();
        assertThat(passing()).containsExactly(one, two);
    }

    @Test
    void who_was_forgotten_registers_again() {
        registration.beat();
        registry.deregister(one.id());
        registration.beat();
        assertThat(passing()).containsExactly(one, two);
    }

    @Test
    void who_has_left_is_gone_and_does_not_come_back() {
        registration.beat();
        registration.leave();
        registration.beat();
        assertThat(passing()).isEmpty();
        assertThat(registration.goesOn()).isFalse();
    }

    private List<Instance> passing() {
        return registry.passing("ratings");
    }
}
