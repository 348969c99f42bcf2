package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What ended long ago is removed, and nothing else. */
class RetentionIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @Test
    void ended_tasks_go_and_others_stay() {
        Program program =
                TESTBED.start("caravan.keep=1s", "caravan.retention-period=200ms", "caravan.worker.concurrency=1");
        Tasks tasks = new Tasks(program);
        UUID done = tasks.accepted("add/2/2");
        UUID rejected = tasks.accepted("add/two");
        UUID running = tasks.accepted("sleep/3600");
        UUID waiting = tasks.accepted("add/1/1");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> program.statusOf("/get/" + done) == 404 && program.statusOf("/get/" + rejected) == 404);

        tasks.awaitStatus(running, "102 Processing");
        assertThat(tasks.status(waiting)).isEqualTo("202 Accepted");
        // Who sleeps for an hour is not waited for.
        program.kill9();
    }
}
