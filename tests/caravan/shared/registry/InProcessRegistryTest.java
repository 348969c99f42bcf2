package caravan.shared.registry;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InProcessRegistryTest extends InstanceRegistryContract {
    static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);

    final SettableClock clock = new SettableClock();
    final InProcessRegistry registry = new InProcessRegistry(clock);

    @Override
    InstanceRegistry registry() {
        return registry;
    }

    @Override
    Duration timeToLive() {
        return TIME_TO_LIVE;
    }

    @Override
    void pass(Duration time) {
        clock.advance(time);
        registry.expire();
    }

    @Test
    void who_has_missed_its_heartbeat_is_not_listed_even_before_anybody_noticed() {
        registry.register(one, TIME_TO_LIVE);
        clock.advance(TIME_TO_LIVE);
        assertThat(registry.passing("ratings")).isEmpty();
    }

    @Test
    void a_listener_may_act_on_the_registry_and_end_its_watch() throws Exception {
        List<List<Instance>> told = new ArrayList<>();
        try (AutoCloseable watch = registry.watch("ratings", passing -> {
            told.add(passing);
            if (passing.contains(one) && !passing.contains(two)) {
                registry.register(two, TIME_TO_LIVE);
            }
        })) {
            assertThat(watch).isNotNull();
            registry.register(one, TIME_TO_LIVE);
        }
        assertThat(told).containsExactly(List.of(), List.of(one), List.of(one, two));
    }

    @Test
    void who_was_critical_for_ten_minutes_is_forgotten_and_has_to_register_again() {
        registry.register(one, TIME_TO_LIVE);
        pass(TIME_TO_LIVE.plusMinutes(10).plusSeconds(1));
        assertThat(registry.heartbeat("ratings-1")).isFalse();
        assertThat(registry.passing("ratings")).isEmpty();
        registry.register(one, TIME_TO_LIVE);
        assertThat(registry.passing("ratings")).containsExactly(one);
    }
}
