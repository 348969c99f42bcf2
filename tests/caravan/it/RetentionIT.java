package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
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
        awaitGone(program, tasks.accepted("add/2/2"), tasks.accepted("add/two"));
        // Only now: it takes the one place that there is.
        UUID running = tasks.accepted("sleep/3600");
        tasks.awaitStatus(running, "102 Processing");
        UUID waiting = tasks.accepted("add/1/1");
        // No rule wants it: it ends without a worker, and later than those have begun.
        awaitGone(program, unwanted(program));

        assertThat(tasks.status(running)).isEqualTo("102 Processing");
        assertThat(tasks.status(waiting)).isEqualTo("202 Accepted");
        // Who sleeps for an hour is not waited for.
        program.kill9();
    }

    private static UUID unwanted(Program program) {
        String event = Events.add().replace("org.example.add", "org.example.unheard-of");
        return UUID.fromString(
                Tasks.json(new Events(program).receive(Events.STRUCTURED, event).body())
                        .asText());
    }

    private static void awaitGone(Program program, UUID... tasks) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Arrays.stream(tasks).allMatch(task -> program.statusOf("/get/" + task) == 404));
    }
}
