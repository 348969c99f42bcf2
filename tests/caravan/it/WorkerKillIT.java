package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A worker dies with tasks in its hands, some being run and some waiting there. */
@Tag("real-servers")
class WorkerKillIT {

    /** As the dispatcher's specification promises it. */
    private static final Duration TAKEN_UP = Duration.ofSeconds(30);

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @AfterEach
    void leaveNoWorkerForTheNextTest() {
        TESTBED.stopPrograms();
    }

    @Test
    void another_worker_takes_its_tasks_up_within_half_a_minute() {
        Program dispatcher = TESTBED.start("caravan.roles=dispatcher");
        Program first = TESTBED.startBeside(dispatcher, "caravan.roles=worker", "caravan.worker.concurrency=8");
        Tasks tasks = new Tasks(dispatcher);
        List<UUID> running =
                Stream.generate(() -> tasks.accepted("sleep/20")).limit(8).toList();
        running.forEach(task -> tasks.awaitStatus(task, "102 Processing"));
        List<UUID> waiting =
                Stream.generate(() -> tasks.accepted("add/2/2")).limit(20).toList();
        TESTBED.startBeside(dispatcher, "caravan.roles=worker", "caravan.instance=2");

        Instant killed = Instant.now();
        first.kill9();

        for (UUID task : waiting) {
            JsonNode document = tasks.awaitEnd(task);
            assertThat(document.get("result").asInt()).isEqualTo(4);
            assertThat(document.get("worker").asText()).isEqualTo("worker-2");
        }
        for (UUID task : running) {
            JsonNode document = tasks.awaitEnd(task, TAKEN_UP.plusSeconds(60));
            assertThat(document.get("taskStatus").asText()).isEqualTo("200 OK");
            assertThat(document.get("worker").asText()).isEqualTo("worker-2");
            assertThat(document.get("attempts").asInt()).isEqualTo(2);
            assertThat(Instant.parse(document.get("started").asText())).isBefore(killed.plus(TAKEN_UP));
        }
    }

    @Test
    void a_worker_that_was_out_of_reach_does_not_undo_what_another_one_has_done() {
        Program dispatcher = TESTBED.start("caravan.roles=dispatcher");
        Program frozen = TESTBED.startBeside(dispatcher, "caravan.roles=worker");
        Tasks tasks = new Tasks(dispatcher);
        UUID task = tasks.accepted("sleep/2");
        tasks.awaitStatus(task, "102 Processing");

        frozen.sigstop();
        TESTBED.startBeside(dispatcher, "caravan.roles=worker", "caravan.instance=2");
        JsonNode document = tasks.awaitEnd(task, TAKEN_UP.plusSeconds(30));
        frozen.sigcont();

        assertThat(document.get("worker").asText()).isEqualTo("worker-2");
        assertThat(document.get("attempts").asInt()).isEqualTo(2);
        frozen.close();
        assertThat(tasks.document(task)).isEqualTo(document);
    }

    @Test
    void a_worker_that_is_told_to_stop_keeps_what_it_runs_for_longer_than_a_lease() {
        Program dispatcher = TESTBED.start("caravan.roles=dispatcher");
        String[] shortLease = {"caravan.worker.heartbeat=500ms", "caravan.worker.lease=2s"};
        Program first = TESTBED.startBeside(dispatcher, worker(1, shortLease));
        Tasks tasks = new Tasks(dispatcher);
        UUID task = tasks.accepted("sleep/12");
        tasks.awaitStatus(task, "102 Processing");

        first.sigterm();
        TESTBED.startBeside(dispatcher, worker(2, shortLease));
        assertThat(first.awaitExit()).isIn(0, 143);

        JsonNode document = tasks.document(task);
        assertThat(document.get("taskStatus").asText()).as(document.toString()).isEqualTo("200 OK");
        assertThat(document.get("worker").asText()).isEqualTo("worker-1");
        assertThat(document.get("attempts").asInt()).isEqualTo(1);
    }

    private static String[] worker(int instance, String... properties) {
        return Stream.concat(Stream.of("caravan.roles=worker", "caravan.instance=" + instance), Stream.of(properties))
                .toArray(String[]::new);
    }
}
