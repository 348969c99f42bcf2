package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More than a worker's memory could hold at once, in a worker with a small heap. */
class LargeTasksIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Program dispatcher;

    @BeforeAll
    static void start() {
        dispatcher = TESTBED.start("caravan.roles=dispatcher");
    }

    @Test
    void tasks_that_are_large_and_come_all_at_once_are_run_and_the_worker_lives() {
        // Nearly the largest event that is taken, and many times that as objects; one more than run at once.
        String data = "{\"\":[]},".repeat(130_000) + "{}";
        List<UUID> tasks = IntStream.range(0, 17)
                .mapToObj(number -> Events.task(new Events(dispatcher)
                        .receive(
                                Events.STRUCTURED,
                                Events.json(
                                                "{'specversion': '1.0', 'type': 'org.example.echo', 'source': '/large', 'id': '"
                                                        + number + "', 'data': [")
                                        + data + "]}")))
                .toList();

        Program worker = TESTBED.startBeside(dispatcher, "caravan.roles=worker");

        tasks.forEach(task -> assertThat(new Tasks(dispatcher)
                        .awaitEnd(task, Duration.ofMinutes(2))
                        .get("taskStatus")
                        .asText())
                .isEqualTo("200 OK"));
        // One that runs out of memory is tried again, and might succeed then.
        assertThat(tasks)
                .allMatch(task ->
                        new Tasks(dispatcher).document(task).get("attempts").asInt() == 1);
        assertThat(worker.log()).doesNotContain("OutOfMemoryError", "Java heap space");
        assertThat(worker.get("/observe/health/ready").statusCode()).isEqualTo(200);
    }
}
