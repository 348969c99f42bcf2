package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * RabbitMQ is killed and started again by the commands in {@code CARAVAN_TEST_BROKER_KILL} and
 * {@code CARAVAN_TEST_BROKER_START}; the second one returns when it answers.
 */
@Tag("real-servers")
@Tag("kills-servers")
class BrokerKillIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @AfterEach
    void leaveNobodyForTheNextTest() {
        TESTBED.stopPrograms();
    }

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

    @Test
    void tasks_are_accepted_for_a_whole_minute_without_it() {
        Program program = TESTBED.start();
        Tasks tasks = new Tasks(program);
        Set<UUID> accepted = new HashSet<>();

        Shell.run(RealServers.variable("CARAVAN_TEST_BROKER_KILL"));
        await().during(Duration.ofMinutes(1))
                .atMost(Duration.ofMinutes(2))
                .until(() -> accepted.add(tasks.accepted("add/2/2")));
        Shell.run(RealServers.variable("CARAVAN_TEST_BROKER_START"));

        for (UUID task : accepted) {
            JsonNode document = tasks.awaitEnd(task, Duration.ofSeconds(90));
            assertThat(document.get("result").asInt()).as(document.toString()).isEqualTo(4);
            assertThat(document.get("attempts").asInt()).isEqualTo(1);
        }
    }
}
