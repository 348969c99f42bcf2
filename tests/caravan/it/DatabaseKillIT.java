package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * PostgreSQL is killed and started again by the commands in {@code CARAVAN_TEST_DATABASE_KILL} and
 * {@code CARAVAN_TEST_DATABASE_START}; the second one returns when it answers.
 */
@Tag("real-servers")
@Tag("kills-servers")
class DatabaseKillIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @AfterAll
    static void leaveItRunning() {
        Shell.run(RealServers.variable("CARAVAN_TEST_DATABASE_START"));
    }

    @Test
    void requests_are_told_to_come_again_while_it_is_away_and_nothing_that_was_answered_is_lost() {
        Program program = TESTBED.start();
        Tasks tasks = new Tasks(program);
        UUID running = tasks.accepted("sleep/2");
        tasks.awaitStatus(running, "102 Processing");
        Crowd crowd = Crowd.sending(program, 100_000);
        crowd.awaitAnswered(100);

        Shell.run(RealServers.variable("CARAVAN_TEST_DATABASE_KILL"));
        await().atMost(Duration.ofSeconds(30)).until(() -> crowd.refusals().contains("503 2"));
        crowd.leave();
        assertThat(crowd.refusals()).containsExactly("503 2");
        for (String path : new String[] {"/dispatch/add/2/2", "/status/" + running, "/get/" + running, "/tasks"}) {
            HttpResponse<String> answer = program.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).as(path).isPresent();
            assertThat(answer.body()).doesNotContain("Exception", "\\tat ");
        }
        assertThat(program.statusOf("/observe/health/ready")).isEqualTo(503);
        assertThat(program.statusOf("/observe/health/live")).isEqualTo(200);

        Shell.run(RealServers.variable("CARAVAN_TEST_DATABASE_START"));
        program.awaitReady();
        assertThat(tasks.awaitEnd(running, Duration.ofSeconds(60))
                        .get("taskStatus")
                        .asText())
                .isEqualTo("200 OK");
        crowd.expectResults(program, Duration.ofSeconds(90));
        assertThat(program.log()).doesNotContain("\tat ");
    }
}
