package caravan.shared.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalInstancesTest {

    private final LocalInstances shared = new LocalInstances().sharing("ratings", "http://127.0.0.1:8080", 3);

    @Test
    void several_have_addresses_below_the_one_of_their_process() {
        assertThat(shared.all())
                .extracting(LocalInstance::instance)
                .extracting(instance -> instance.id() + " " + instance.address())
                .containsExactly(
                        "ratings-127.0.0.1-8080-1 http://127.0.0.1:8080/instances/ratings-1",
                        "ratings-127.0.0.1-8080-2 http://127.0.0.1:8080/instances/ratings-2",
                        "ratings-127.0.0.1-8080-3 http://127.0.0.1:8080/instances/ratings-3");
    }

    @Test
    void one_alone_has_that_of_its_process_and_needs_no_name() {
        LocalInstances alone = new LocalInstances().alone("ratings", "http://[::1]:8002");
        assertThat(alone.named(null).instance().address()).hasToString("http://[::1]:8002");
        assertThat(alone.named(null).instance().id()).isEqualTo("ratings--1-8002");
    }

    @Test
    void an_unknown_name_is_told_the_known_ones() {
        assertThatThrownBy(() -> shared.named("ratings-4"))
                .isInstanceOf(Problem.class)
                .hasMessageEndingWith("there are ratings-1, ratings-2, ratings-3");
    }

    @Test
    void callers_of_a_paused_one_wait_until_it_is_started_or_stopped() {
        AtomicInteger released = new AtomicInteger();
        LocalInstance one = shared.named("ratings-1");
        assertThat(one.holds(released::incrementAndGet)).isFalse();
        shared.pause("ratings-1");
        assertThat(one.holds(released::incrementAndGet)).isTrue();
        assertThat(one.holds(released::incrementAndGet)).isTrue();
        assertThat(released).hasValue(0);
        shared.start("ratings-1");
        assertThat(released).hasValue(2);
        assertThat(one.holds(released::incrementAndGet)).isFalse();
    }

    @Test
    void not_more_than_a_thousand_wait() {
        shared.pause("ratings-1");
        LocalInstance one = shared.named("ratings-1");
        for (int caller = 0; caller < 1000; caller++) {
            assertThat(one.holds(() -> {})).isTrue();
        }
        assertThat(one.holds(() -> {})).isFalse();
    }
}
