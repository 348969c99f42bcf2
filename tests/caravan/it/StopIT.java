package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The process is told to stop while it works. */
class StopIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @Test
    void it_ends_what_it_has_begun_and_nothing_is_lost_or_done_twice() {
        Program program = TESTBED.start();
        Tasks tasks = new Tasks(program);
        UUID running = tasks.accepted("sleep/3");
        tasks.awaitStatus(running, "102 Processing");
        Crowd crowd = Crowd.sending(program, 100_000);
        crowd.awaitAnswered(100);

        program.sigterm();
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> program.statusOf("/observe/health/ready") == 503);
        int status = program.awaitExit();
        crowd.leave();

        assertThat(status).isIn(0, 143);
        assertThat(program.log()).doesNotContain(" ERROR ", "\tat ");
        assertThat(TESTBED.databases()).isEmpty();
        Program again = TESTBED.start();
        JsonNode document = new Tasks(again).document(running);
        assertThat(document.get("taskStatus").asText()).as(document.toString()).isEqualTo("200 OK");
        assertThat(document.get("attempts").asInt()).isEqualTo(1);
        assertThat(crowd.refusals()).isSubsetOf("503 2", "no answer");
        crowd.expectResults(again, Duration.ofSeconds(60));
    }
}
