package caravan.shared.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.it.ConsulTokens;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Consul that allows nothing without a token, and what becomes of a list when the token no longer holds. */
@Tag("real-servers")
class ConsulTokenIT {

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static ConsulTokens consul;
    private final UUID token = UUID.randomUUID();
    private final Instance one = new Instance("ratings", "ratings-1", URI.create("http://127.0.0.1:8001"));
    private final Instance two = new Instance("ratings", "ratings-2", URI.create("http://127.0.0.1:8002"));
    private final List<List<Instance>> told = new CopyOnWriteArrayList<>();
    private ConsulRegistry registry;

    @BeforeAll
    static void start() {
        consul = new ConsulTokens(folder.resolve("consul.log"));
    }

    @AfterAll
    static void stop() {
        consul.close();
    }

    @BeforeEach
    void connect() {
        consul.give(token);
        registry = connected(token.toString());
    }

    @AfterEach
    void close() {
        registry.deregister(one.id());
        registry.deregister(two.id());
        registry.close();
        consul.revoke(token);
        consul.allowAnybody(false);
    }

    @Test
    void with_a_token_one_registers_lives_finds_and_leaves() {
        registry.register(one, TIME_TO_LIVE);
        assertThat(registry.heartbeat(one.id())).isTrue();
        await().untilAsserted(() -> assertThat(registry.passing("ratings")).containsExactly(one));
        registry.deregister(one.id());
        await().untilAsserted(() -> assertThat(registry.passing("ratings")).isEmpty());
        assertThat(registry.trouble()).isEmpty();
    }

    @Test
    void without_one_nothing_is_found_and_who_registers_is_told_why_not() {
        registry.register(one, TIME_TO_LIVE);
        ConsulRegistry stranger = connected("");
        try {
            assertThat(stranger.passing("ratings")).isEmpty();
            assertThat(stranger.heartbeat(one.id())).isFalse();
            assertThatThrownBy(() -> stranger.register(two, TIME_TO_LIVE))
                    .isInstanceOf(RegistryFailure.class)
                    .hasMessageContaining("refuses")
                    .hasMessageContaining("Permission denied");
        } finally {
            stranger.close();
        }
    }

    @Test
    void a_token_that_is_revoked_leaves_the_list_as_it_is_until_it_holds_again() {
        registry.register(one, TIME_TO_LIVE);
        try (InstanceRegistry.Watch watch = registry.watch("ratings", told::add)) {
            assertThat(watch).isNotNull();
            awaitTold(List.of(one));
            consul.revoke(token);
            awaitTrouble("Consul refuses to be asked");
            assertThatThrownBy(() -> registry.heartbeat(one.id()))
                    .isInstanceOf(RegistryFailure.class)
                    .hasMessageContaining("refuses");
            consul.give(token);
            assertThat(registry.heartbeat(one.id())).isTrue();
            registry.register(two, TIME_TO_LIVE);
            awaitTold(List.of(one, two));
            assertThat(registry.trouble()).isEmpty();
        }
        assertThat(told).doesNotContain(List.of());
    }

    @Test
    void who_may_not_read_any_more_is_shown_an_empty_list_and_does_not_believe_it() {
        registry.register(one, TIME_TO_LIVE);
        consul.allowAnybody(true);
        ConsulRegistry stranger = connected("");
        try (InstanceRegistry.Watch watch = stranger.watch("ratings", told::add)) {
            assertThat(watch).isNotNull();
            awaitTold(List.of(one));
            consul.allowAnybody(false);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(stranger.trouble())
                    .contains("Consul knows no instance of ratings any more"));
            assertThat(stranger.passing("ratings")).isEmpty();
            consul.allowAnybody(true);
            registry.register(two, TIME_TO_LIVE);
            awaitTold(List.of(one, two));
            assertThat(stranger.trouble()).isEmpty();
        } finally {
            stranger.close();
        }
        assertThat(told).doesNotContain(List.of());
    }

    @Test
    void a_watch_that_began_with_a_wrong_token_finds_all_as_soon_as_that_holds() {
        registry.register(one, TIME_TO_LIVE);
        UUID later = UUID.randomUUID();
        ConsulRegistry early = connected(later.toString());
        try (InstanceRegistry.Watch watch = early.watch("ratings", told::add)) {
            assertThat(watch).isNotNull();
            await().untilAsserted(() -> assertThat(early.trouble()).contains("Consul refuses to be asked"));
            consul.give(later);
            awaitTold(List.of(one));
        } finally {
            early.close();
            consul.revoke(later);
        }
    }

    private static ConsulRegistry connected(String token) {
        return new ConsulRegistry(consul.agent().url(), token);
    }

    private void awaitTold(List<Instance> list) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told).last().isEqualTo(list));
    }

    private void awaitTrouble(String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(registry.trouble()).contains(text));
    }
}
