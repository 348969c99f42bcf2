package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one does to tasks over HTTP: waits for them, cancels them, sends them back in, sends the same again. */
class TaskChangeIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Program program;
    static Tasks tasks;

    @BeforeAll
    static void start() {
        program = TESTBED.start("caravan.dispatcher.retry-delay=100ms");
        tasks = new Tasks(program);
    }

    @Test
    void who_waits_is_answered_when_the_task_has_ended() {
        UUID task = tasks.accepted("sleep/1");

        assertThat(program.get("/status/" + task + "?wait=30").body()).isEqualTo("\"200 OK\"");
        assertThat(Tasks.json(program.get("/get/" + task + "?wait=30").body())
                        .get("taskStatus")
                        .asText())
                .isEqualTo("200 OK");
    }

    @Test
    void or_when_the_time_is_over() {
        UUID task = tasks.accepted("sleep/600");

        assertThat(program.get("/status/" + task + "?wait=0.2").body()).isIn("\"202 Accepted\"", "\"102 Processing\"");
        assertThat(program.get("/status/" + task + "?wait=soon").statusCode()).isEqualTo(400);
        assertThat(program.get("/status/" + UUID.randomUUID() + "?wait=10").statusCode())
                .isEqualTo(404);
        program.post("/cancel/" + task, "");
    }

    @Test
    void a_task_that_runs_is_cancelled_and_stays_so() {
        UUID task = tasks.accepted("sleep/2");
        tasks.awaitStatus(task, "102 Processing");

        HttpResponse<String> cancelled = program.post("/cancel/" + task, "");

        assertThat(cancelled.statusCode()).isEqualTo(200);
        assertThat(cancelled.body()).isEqualTo("\"410 Gone\"");
        assertThat(tasks.status(task)).isEqualTo("410 Gone");
        assertThat(program.post("/cancel/" + task, "").statusCode()).isEqualTo(409);
        UUID after = tasks.accepted("sleep/2");
        tasks.awaitStatus(after, "200 OK");
        assertThat(tasks.document(task).get("taskStatus").asText()).isEqualTo("410 Gone");
        assertThat(tasks.document(task).get("result").isNull()).isTrue();
    }

    @Test
    void a_task_that_fails_is_tried_again_and_then_a_dead_letter_that_can_be_sent_back_in() {
        UUID late = tasks.accepted("fail/2");
        UUID never = tasks.accepted("fail/5");

        assertThat(tasks.awaitEnd(late).get("attempts").asInt()).isEqualTo(3);
        JsonNode dead = tasks.awaitEnd(never);
        assertThat(dead.get("taskStatus").asText()).isEqualTo("500 Internal Server Error");
        assertThat(dead.get("attempts").asInt()).isEqualTo(3);
        assertThat(Tasks.json(program.get("/dead-letters?application=fail").body())
                        .get("tasks")
                        .findValuesAsText("taskID"))
                .containsExactly(never.toString());

        HttpResponse<String> retried = program.post("/retry/" + never, "");

        assertThat(retried.statusCode()).isEqualTo(202);
        assertThat(retried.headers().firstValue("Location")).contains("/get/" + never);
        await().until(() -> !tasks.document(never).get("finished").isNull());
        assertThat(tasks.document(never).get("attempts").asInt()).isEqualTo(3);
        assertThat(program.post("/dead-letters/replay?application=fail", "").body())
                .isEqualTo("{\"replayed\": 1}");
        tasks.awaitEnd(never);
        assertThat(program.post("/retry/" + late, "").statusCode()).isEqualTo(409);
    }

    @Test
    void the_same_request_twice_at_once_is_one_task() {
        Set<String> answers = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> program.get("/dispatch/echo/once", "Idempotency-Key", "a key")
                                .body()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .collect(Collectors.toSet());

        assertThat(answers).hasSize(1);
        assertThat(program.get("/dispatch/echo/twice", "Idempotency-Key", "a key")
                        .statusCode())
                .isEqualTo(422);
        assertThat(Tasks.json(program.get("/tasks?application=echo").body())
                        .get("tasks")
                        .findValuesAsText("taskID"))
                .containsAll(answers)
                .hasSize(1);
    }

    @Test
    void nothing_is_changed_by_get() {
        UUID task = tasks.accepted("add/1");
        for (String path : new String[] {"/cancel/" + task, "/retry/" + task, "/dead-letters/replay"}) {
            HttpResponse<String> answer = program.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).as(path).contains("POST");
        }
    }
}
