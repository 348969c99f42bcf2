package caravan.minions.master;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.SettableClock;
import caravan.shared.fleet.Fleet;
import caravan.shared.fleet.FleetPolicy;
import caravan.shared.registry.InProcessRegistry;
import caravan.shared.registry.Instance;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ForwardingTest {

    private static final UUID ID = UUID.fromString("5bbc0b2d-d10b-4bd1-a3b0-22c2dd21f8fe");

    private final SettableClock clock = new SettableClock();
    private final InProcessRegistry registry = new InProcessRegistry(clock);
    private final Fleet fleet = new Fleet(
            "minion",
            registry,
            new FleetPolicy(Duration.ofDays(1), Duration.ofSeconds(2), 3, Duration.ofSeconds(5), 10),
            (delay, work) -> () -> {},
            clock);
    private final Forwarding forwarding = new Forwarding(fleet, "http://127.0.0.1:8010", clock);

    @Test
    void an_order_is_a_form() {
        assertThat(forwarding.form(job(null, Duration.ZERO)))
                .isEqualTo("uuid=" + ID + "&delay=0&master=http%3A%2F%2F127.0.0.1%3A8010");
        assertThat(forwarding.form(job("Why & how? ü🎱+", Duration.ZERO)))
                .endsWith("&question=Why+%26+how%3F+%C3%BC%F0%9F%8E%B1%2B");
    }

    @Test
    void it_says_what_remains_of_the_delay() {
        Job job = job(null, Duration.ofSeconds(60));
        assertThat(forwarding.form(job)).contains("&delay=60.000&");
        clock.advance(Duration.ofMillis(59_750));
        assertThat(forwarding.form(job)).contains("&delay=0.250&");
        clock.advance(Duration.ofMillis(250));
        assertThat(forwarding.form(job)).contains("&delay=0&");
        clock.advance(Duration.ofDays(1));
        assertThat(forwarding.form(job))
                .as("who was due before is not delayed anew")
                .contains("&delay=0&");
    }

    @Test
    void a_clock_that_was_put_back_does_not_make_it_longer_than_a_minion_takes() {
        Job job = job(null, Duration.ofHours(1));
        clock.advance(Duration.ofSeconds(-1));
        assertThat(forwarding.form(job)).contains("&delay=3600.000&");
    }

    @Test
    void a_job_is_forwarded_once_at_a_time() {
        Job job = job(null, Duration.ZERO);
        assertThat(forwarding.begin(job)).isTrue();
        assertThat(forwarding.begin(job)).isFalse();
        forwarding.end(job);
        assertThat(forwarding.begin(job)).isTrue();
    }

    @Test
    void without_a_minion_nothing_is_possible() {
        assertThat(forwarding.isPossible()).isFalse();
        assertThat((String[]) forwarding.usable().get("minions")).isEmpty();
    }

    @Test
    void who_is_healthy_and_not_shut_out_is_usable() {
        register(1);
        register(2);
        register(3);
        registry.deregister("minion-2");
        assertThat((String[]) forwarding.usable().get("minions")).containsExactly("minion-1", "minion-3");
        shutOut("minion-3");
        assertThat((String[]) forwarding.usable().get("minions")).containsExactly("minion-1");
        assertThat(forwarding.isPossible()).isTrue();
    }

    @Test
    void one_that_is_shut_out_gets_its_trial_all_the_same() {
        register(1);
        shutOut("minion-1");
        assertThat((String[]) forwarding.usable().get("minions")).isEmpty();
        assertThat(forwarding.isPossible()).isTrue();
    }

    private void shutOut(String id) {
        for (int i = 0; i < 3; i++) {
            fleet.ask(id, instance -> CompletableFuture.failedFuture(new IOException("refused")));
        }
    }

    private void register(int number) {
        registry.register(
                new Instance("minion", "minion-" + number, URI.create("http://127.0.0.1:802" + number)),
                Duration.ofDays(1));
    }

    private Job job(String question, Duration delay) {
        String kind = question == null ? "time" : "magic8ball";
        return new Job(ID, kind, question, clock.instant().plus(delay), null, null, null, null, null);
    }
}
