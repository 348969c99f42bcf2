package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * RabbitMQ is killed and started again by the commands in {@code CARAVAN_TEST_BROKER_KILL} and
 * {@code CARAVAN_TEST_BROKER_START}; the second one returns when it answers.
 */
@Tag("real-servers")
class BrokerKillIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @AfterAll
    static void leaveItRunning() {
        Shell.run(RealServers.variable("CARAVAN_TEST_BROKER_START"));
    }

    @Test
    void tasks_are_accepted_while_it_is_away_and_run_when_it_is_back() {
        Program program = TESTBED.start();
        Crowd before = Crowd.sending(program, 300);
        before.awaitAnswered(100);

        Shell.run(RealServers.variable("CARAVAN_TEST_BROKER_KILL"));
        before.awaitAll();
        Crowd meanwhile = Crowd.sending(program, 300);
        meanwhile.awaitAll();

        assertThat(before.refusals()).isEmpty();
        assertThat(meanwhile.refusals()).isEmpty();
        assertThat(meanwhile.answered()).hasSize(300);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> program.get("/observe/health/ready").body().contains("The broker is away"));
        assertThat(program.statusOf("/observe/health/ready")).isEqualTo(200);

        Shell.run(RealServers.variable("CARAVAN_TEST_BROKER_START"));
        before.expectResults(program, Duration.ofSeconds(90));
        meanwhile.expectResults(program, Duration.ofSeconds(90));
        assertThat(program.get("/observe/health/ready").body()).doesNotContain("The broker is away");
    }
}
