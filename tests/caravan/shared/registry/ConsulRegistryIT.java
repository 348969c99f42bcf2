package caravan.shared.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.it.ConsulAgent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every registry does, by a real Consul; and what only one in a process of its own can do. */
@Tag("real-servers")
class ConsulRegistryIT extends InstanceRegistryContract {

    @TempDir
    static Path folder;

    private static ConsulAgent consul;
    private ConsulRegistry registry;

    @BeforeAll
    static void start() {
        consul = new ConsulAgent(folder.resolve("consul.log"));
    }

    @AfterAll
    static void stop() {
        consul.close();
    }

    @BeforeEach
    void connect() {
        registry = new ConsulRegistry(consul.url(), "");
    }

    @AfterEach
    void close() throws Exception {
        for (String id : List.of("ratings-1", "ratings-2", "minion-1", "bad")) {
            registry.deregister(id);
        }
        registry.close();
    }

    @Override
    InstanceRegistry registry() {
        return registry;
    }

    @Override
    Duration timeToLive() {
        return Duration.ofSeconds(4);
    }

    @Override
    void pass(Duration time) {
        await().atMost(time.multipliedBy(3)).pollDelay(time).until(() -> true);
    }

    @Test
    void a_restart_that_loses_everything_empties_no_list_and_the_next_heartbeat_is_told() throws Exception {
        registry.register(one, Duration.ofMinutes(1));
        List<List<Instance>> told = new CopyOnWriteArrayList<>();
        try (AutoCloseable watch = registry.watch("ratings", told::add)) {
            assertThat(watch).isNotNull();
            await().untilAsserted(() -> assertThat(told).containsExactly(List.of(one)));
            consul.kill9();
            assertThatThrownBy(() -> registry.heartbeat(one.id())).isInstanceOf(RegistryFailure.class);
            consul.start();
            assertThat(registry.heartbeat(one.id())).isFalse();
            registry.register(two, Duration.ofMinutes(1));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(told).last().isEqualTo(List.of(two)));
            assertThat(told).doesNotContain(List.of());
        }
    }

    @Test
    void an_address_that_is_none_is_passed_over() {
        registry.register(one, Duration.ofMinutes(1));
        registry.register(new Instance("ratings", "bad", URI.create("ftp://127.0.0.1:21")), Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(registry.passing("ratings")).containsExactly(one));
    }

    @Test
    void the_later_of_two_processes_with_one_id_wins_and_the_other_is_told() {
        registry.register(one, Duration.ofMinutes(1));
        ConsulRegistry other = new ConsulRegistry(consul.url(), "");
        try {
            other.register(one, Duration.ofMinutes(1));
            assertThat(other.heartbeat(one.id())).isTrue();
            assertThatThrownBy(() -> registry.heartbeat(one.id()))
                    .isInstanceOf(RegistryFailure.class)
                    .hasMessageContaining("another process has registered ratings-1");
        } finally {
            other.close();
        }
    }
}
