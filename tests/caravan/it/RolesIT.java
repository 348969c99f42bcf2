package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One program, several processes: what each is, its properties say. */
class RolesIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @Test
    void a_task_goes_from_a_dispatcher_to_a_worker_in_another_process() {
        Program dispatcher = TESTBED.start("caravan.roles=dispatcher");
        Tasks tasks = new Tasks(dispatcher);
        UUID early = tasks.accepted("add/1/1");

        Program worker = TESTBED.startBeside(dispatcher, "caravan.roles=worker", "caravan.instance=7");

        for (UUID task : List.of(early, tasks.accepted("add/1/1"))) {
            JsonNode document = tasks.awaitEnd(task);
            assertThat(document.get("taskStatus").asText()).isEqualTo("200 OK");
            assertThat(document.get("result").asInt()).isEqualTo(2);
            assertThat(document.get("worker").asText()).isEqualTo("worker-7");
        }
        assertThat(worker.statusOf("/dispatch/add/1/1")).isEqualTo(404);
        assertThat(worker.statusOf("/tasks")).isEqualTo(404);
    }

    @Test
    void a_role_that_needs_no_servers_starts_none_and_has_a_port_of_its_own() {
        int port = Program.freePort();
        int instance = port - 8001 + 1;

        Program ratings = TESTBED.launch(
                List.of("caravan.data=" + TESTBED.path("unused"), "caravan.port="),
                Map.of("CARAVAN_ROLES", "ratings", "CARAVAN_INSTANCE", String.valueOf(instance)));

        String ready = "ready at http://127.0.0.1:" + port + " (ratings, instance " + instance + ")";
        await().atMost(Duration.ofSeconds(30)).until(() -> ratings.log().contains(ready));
        assertThat(ratings.log()).doesNotContain("embedded", "database");
        assertThat(TESTBED.path("unused")).doesNotExist();
    }
}
