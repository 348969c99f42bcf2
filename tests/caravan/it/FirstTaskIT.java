package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the README promises: one process, a task goes in by HTTP and its result is there. */
class FirstTaskIT {

    @RegisterExtension
    static final Testbed TESTBED = Testbed.ofFirstStart();

    static Set<Path> before;
    static Program program;
    static Tasks tasks;

    @BeforeAll
    static void start() throws IOException {
        before = here();
        program = TESTBED.start();
        tasks = new Tasks(program);
    }

    @Test
    void two_and_two_is_four() {
        HttpResponse<String> answer = program.get("/dispatch/add/2/2");

        assertThat(answer.body()).matches("[0-9a-f-]{36}");
        UUID task = Tasks.accepted(answer);
        assertThat(answer.headers().firstValue("Location")).contains("/get/" + task);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");

        JsonNode document = tasks.awaitEnd(task);
        HttpResponse<String> status = program.get("/status/" + task);
        assertThat(status.body()).isEqualTo("\"200 OK\"");
        assertThat(status.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(document.get("taskID").asText()).isEqualTo(task.toString());
        assertThat(document.get("taskStatus").asText()).isEqualTo("200 OK");
        assertThat(document.get("taskApplicationName").asText()).isEqualTo("add");
        assertThat(document.get("data").asText()).isEqualTo("[\"2\",\"2\"]");
        assertThat(document.get("result").asInt()).isEqualTo(4);
        assertThat(document.get("attempts").asInt()).isEqualTo(1);
        assertThat(document.get("worker").asText()).isEqualTo("worker-1");
    }

    @Test
    void a_task_may_come_by_post_too() {
        UUID task = Tasks.accepted(program.post("/dispatch/echo/a/b", ""));

        assertThat(tasks.awaitEnd(task).get("result")).hasToString("[\"a\",\"b\"]");
    }

    @Test
    void a_task_that_runs_is_processing_and_then_done() {
        UUID task = tasks.accepted("sleep/2");

        tasks.awaitStatus(task, "102 Processing");
        tasks.awaitStatus(task, "200 OK");
    }

    @Test
    void input_that_the_application_rejects_is_unprocessable_and_says_why() {
        JsonNode document = tasks.awaitEnd(tasks.accepted("add/two"));

        assertThat(document.get("taskStatus").asText()).isEqualTo("422 Unprocessable Entity");
        assertThat(document.get("exceptionValue").asText()).contains("'two' is not a number");
        assertThat(document.get("result").isNull()).isTrue();
        assertThat(document.get("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void the_list_has_the_newest_first() {
        UUID first = tasks.accepted("add/1");
        UUID second = tasks.accepted("add/2");

        JsonNode page = Tasks.json(program.get("/tasks?application=add&limit=2").body());

        assertThat(page.get("tasks").findValuesAsText("taskID")).containsExactly(second.toString(), first.toString());
        assertThat(page.get("next").asText()).isEqualTo(first.toString());
    }

    @Test
    void health_and_metrics_are_there() {
        assertThat(program.statusOf("/observe/health/live")).isEqualTo(200);
        assertThat(program.statusOf("/observe/health/ready")).isEqualTo(200);
        assertThat(program.get("/observe/metrics").body()).contains("# TYPE");
    }

    @Test
    void nothing_is_left_where_it_was_started_not_even_of_a_form_with_a_file() throws IOException {
        String form = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nrows\r\n--X--\r\n";
        HttpResponse<String> answer =
                program.post("/dispatch/echo/form", form, "Content-Type", "multipart/form-data; boundary=X");
        assertThat(tasks.awaitEnd(Tasks.accepted(answer)).get("result")).hasToString("[\"form\"]");

        assertThat(here()).isEqualTo(before);
    }

    @Test
    void the_log_says_where_it_is_and_what_to_try_and_nothing_else_went_wrong() {
        assertThat(program.log())
                .contains("Caravan is ready at http://127.0.0.1:" + program.port())
                .contains("curl http://127.0.0.1:" + program.port() + "/dispatch/add/2/2")
                .doesNotContain(" WARN ", " ERROR ", "\tat ");
    }

    /** What is in the folder in which the tests are run, and the program. */
    private static Set<Path> here() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.collect(Collectors.toSet());
        }
    }
}
