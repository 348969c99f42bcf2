package caravan.shared.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every registry does, whoever keeps it. Changes may take a moment to be seen. */
abstract class InstanceRegistryContract {

    final Instance one = instance("ratings-1", 8001);
    final Instance two = instance("ratings-2", 8002);

    abstract InstanceRegistry registry();

    /** Of the instances that are registered. */
    abstract Duration timeToLive();

    /** Lets time pass for the registry; an instance that was not heard of in it is critical, or forgotten. */
    abstract void pass(Duration time);

    @Test
    void who_registers_is_passing_in_the_order_of_the_ids() {
        registry().register(two, timeToLive());
        registry().register(one, timeToLive());
        registry().register(new Instance("minion", "minion-1", URI.create("http://127.0.0.1:8020")), timeToLive());
        passing(one, two);
    }

    @Test
    void nobody_offers_a_service_that_is_not_known() {
        assertThat(registry().passing("cooks")).isEmpty();
    }

    @Test
    void who_registers_again_is_there_once_with_the_new_address() {
        registry().register(one, timeToLive());
        Instance moved = instance("ratings-1", 9001);
        registry().register(moved, timeToLive());
        passing(moved);
    }

    @Test
    void heartbeats_keep_an_instance_passing_and_without_them_it_is_critical() {
        registry().register(one, timeToLive());
        registry().register(two, timeToLive());
        pass(timeToLive().multipliedBy(7).dividedBy(10));
        assertThat(registry().heartbeat("ratings-1")).isTrue();
        pass(timeToLive().multipliedBy(7).dividedBy(10));
        passing(one);
    }

    @Test
    void a_heartbeat_brings_back_who_was_critical() {
        registry().register(one, timeToLive());
        pass(timeToLive());
        passing();
        assertThat(registry().heartbeat("ratings-1")).isTrue();
        passing(one);
    }

    @Test
    void who_deregisters_is_gone_and_may_do_so_twice() {
        registry().register(one, timeToLive());
        registry().register(two, timeToLive());
        registry().deregister("ratings-1");
        registry().deregister("ratings-1");
        passing(two);
        assertThat(registry().heartbeat("ratings-1")).isFalse();
    }

    @Test
    void a_watcher_is_told_at_once_and_after_each_change_and_of_nothing_else() throws Exception {
        registry().register(one, timeToLive());
        passing(one);
        List<List<Instance>> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = registry().watch("ratings", told::add)) {
            assertThat(watch).isNotNull();
            await().untilAsserted(() -> assertThat(told).containsExactly(List.of(one)));
            registry().heartbeat("ratings-1");
            registry().register(new Instance("minion", "minion-1", URI.create("http://127.0.0.1:8020")), timeToLive());
            registry().register(two, timeToLive());
            await().untilAsserted(() -> assertThat(told).containsExactly(List.of(one), List.of(one, two)));
            registry().deregister("ratings-1");
            await().untilAsserted(() -> assertThat(told).last().isEqualTo(List.of(two)));
            pass(timeToLive());
            await().untilAsserted(() -> assertThat(told).last().isEqualTo(List.of()));
        }
        assertThat(told).hasSize(4);
    }

    @Test
    void a_watch_that_is_closed_is_told_nothing_more() throws Exception {
        List<List<Instance>> told = new CopyOnWriteArrayList<>();
        List<List<Instance>> stillTold = new CopyOnWriteArrayList<>();
        try (AutoCloseable still = registry().watch("ratings", stillTold::add)) {
            assertThat(still).isNotNull();
            registry().watch("ratings", told::add).close();
            registry().register(one, timeToLive());
            await().untilAsserted(() -> assertThat(stillTold).last().isEqualTo(List.of(one)));
        }
        assertThat(told).doesNotContain(List.of(one));
    }

    @Test
    void one_listener_may_watch_several_services() throws Exception {
        List<List<Instance>> told = new CopyOnWriteArrayList<>();
        Consumer<List<Instance>> listener = told::add;
        try (AutoCloseable ratings = registry().watch("ratings", listener);
                AutoCloseable minions = registry().watch("minion", listener)) {
            assertThat(ratings).isNotSameAs(minions);
            registry().register(one, timeToLive());
            await().untilAsserted(() -> assertThat(told).contains(List.of(one)));
        }
    }

    private void passing(Instance... instances) {
        await().untilAsserted(() -> assertThat(registry().passing("ratings")).containsExactly(instances));
    }

    private static Instance instance(String id, int port) {
        return new Instance("ratings", id, URI.create("http://127.0.0.1:" + port));
    }
}
