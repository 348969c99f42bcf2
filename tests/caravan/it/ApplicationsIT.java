package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.dispatcher.applications.web.Site;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** fail, http and exec, as somebody uses them who has the program, a site that it may ask, and programs that it may run. */
class ApplicationsIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @TempDir
    static Path folder;

    static final AtomicInteger unavailable = new AtomicInteger();

    static Site site;
    static Program program;
    static Tasks tasks;

    @BeforeAll
    static void start() throws IOException {
        site = new Site(ApplicationsIT::answer);
        program = TESTBED.start(
                "caravan.dispatcher.urls=" + site.url("/open/") + ",http://127.0.0.1:1/",
                "caravan.dispatcher.programs="
                        + String.join(
                                ",",
                                script("report.sh", "echo \"$1 in attempt $TASK_ATTEMPT of $TASK_ID\""),
                                script("wrong.sh", "echo no such month >&2", "exit 3"),
                                script(
                                        "slow.sh",
                                        "sleep 1000 &",
                                        "echo $! > $1.new",
                                        "echo $$ >> $1.new",
                                        "mv $1.new $1.$TASK_ATTEMPT",
                                        "wait")),
                "caravan.dispatcher.timeout=3s",
                "caravan.dispatcher.retry-delay=100ms");
        tasks = new Tasks(program);
    }

    @AfterAll
    static void stop() throws IOException {
        site.close();
    }

    private static void answer(Site.Connection connection) throws IOException {
        switch (connection.request().split("[ ?]")[1]) {
            case "/open/things" ->
                connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 13\r\n\r\n{\"things\": 3}");
            case "/open/text" -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthree");
            case "/open/elsewhere" ->
                connection.send("HTTP/1.1 302 Found\r\nLocation: /open/things\r\nContent-Length: 0\r\n\r\n");
            case "/open/later" ->
                connection.send(
                        unavailable.getAndIncrement() == 0
                                ? "HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n"
                                : "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nnow");
            case "/open/drip" -> {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                connection.hold(".");
            }
            default -> connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 7\r\n\r\nnothing");
        }
    }

    @Test
    void http_answers_what_the_site_does() {
        JsonNode json = tasks.awaitEnd(http("/open/things"));
        assertThat(json.get("taskStatus").asText()).isEqualTo("200 OK");
        assertThat(json.get("result").get("things").asInt()).isEqualTo(3);

        JsonNode text = tasks.awaitEnd(http("/open/text?page=2"));
        assertThat(text.get("result").asText()).isEqualTo("three");
    }

    @Test
    void http_sends_the_identifier_of_the_request_that_brought_the_task() {
        UUID task = Tasks.accepted(program.get(
                "/dispatch/http/" + encoded(site.url("/open/things?mine")), "X-Request-Id", "request-4711"));

        tasks.awaitEnd(task);
        assertThat(site.requests())
                .filteredOn(request -> request.contains("?mine"))
                .singleElement()
                .asString()
                .containsIgnoringCase("X-Request-Id: request-4711\r\n");
    }

    @Test
    void what_the_site_does_not_have_is_unprocessable() {
        expectRejected(http("/open/nothing"), "was answered 404: nothing");
    }

    @Test
    void a_redirect_is_not_followed() {
        expectRejected(http("/open/elsewhere"), "redirects are not followed");
    }

    @Test
    void what_is_not_on_the_list_is_not_requested() {
        expectRejected(http("/closed"), "caravan.dispatcher.urls");
        expectRejected(http("/open/%2e%2e/closed"), "encoded");
        expectRejected(http("/open/../closed"), "..");
        assertThat(site.requests()).noneMatch(request -> request.contains("closed"));
    }

    @Test
    void a_site_that_is_not_available_is_asked_again() {
        JsonNode document = tasks.awaitEnd(http("/open/later"));

        assertThat(document.get("taskStatus").asText()).isEqualTo("200 OK");
        assertThat(document.get("result").asText()).isEqualTo("now");
        assertThat(document.get("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void a_site_that_is_not_there_is_a_failure_in_the_end() {
        JsonNode document = tasks.awaitEnd(tasks.accepted("http/" + encoded(URI.create("http://127.0.0.1:1/x"))));

        expectFailed(document, "RequestFailed", "GET http://127.0.0.1:1/x was not answered: ");
    }

    @Test
    void an_answer_that_takes_too_long_is_left() {
        JsonNode document = tasks.awaitEnd(http("/open/drip"));

        expectFailed(document, "TimeoutException", "3000 ms");
        assertThat(site.requests())
                .filteredOn(request -> request.contains("drip"))
                .hasSize(3);
        await().until(() -> site.open() == 0);
    }

    @Test
    void exec_answers_what_the_program_prints() {
        UUID task = tasks.accepted("exec/report.sh/a%20%24HOME%20b");

        JsonNode document = tasks.awaitEnd(task);
        assertThat(document.get("result").asText()).isEqualTo("a $HOME b in attempt 1 of " + task + "\n");
    }

    @Test
    void a_program_that_ends_with_another_status_is_tried_again_and_fails_in_the_end() {
        JsonNode document = tasks.awaitEnd(tasks.accepted("exec/" + encoded(folder.resolve("wrong.sh"))));

        expectFailed(document, "ProgramFailed", "wrong.sh ended with status 3: no such month");
    }

    @Test
    void what_is_not_on_the_list_is_not_run() {
        expectRejected(tasks.accepted("exec/sh/-c/id"), "caravan.dispatcher.programs");
        expectRejected(tasks.accepted("exec/%2Fbin%2Fsh/-c/id"), "caravan.dispatcher.programs");
        expectRejected(tasks.accepted("exec"), "exec takes a program");
    }

    @Test
    void a_program_that_takes_too_long_is_ended_with_all_that_it_has_started() {
        Path pids = folder.resolve("too-long");

        JsonNode document = tasks.awaitEnd(tasks.accepted("exec/slow.sh/" + encoded(pids)));

        expectFailed(document, "TimeoutException", "3000 ms");
        for (int attempt = 1; attempt <= 3; attempt++) {
            awaitEnded(folder.resolve("too-long." + attempt));
        }
    }

    @Test
    void a_program_whose_task_is_cancelled_is_ended_with_all_that_it_has_started() {
        UUID task = tasks.accepted("exec/slow.sh/" + encoded(folder.resolve("cancelled")));
        Path pids = folder.resolve("cancelled.1");
        await().until(() -> Files.exists(pids));

        assertThat(program.post("/cancel/" + task, "").statusCode()).isEqualTo(200);

        awaitEnded(pids);
        assertThat(tasks.status(task)).isEqualTo("410 Gone");
    }

    @Test
    void fail_fails_as_often_as_it_was_told() {
        JsonNode document = tasks.awaitEnd(tasks.accepted("fail/1"));
        assertThat(document.get("taskStatus").asText()).isEqualTo("200 OK");
        assertThat(document.get("result").asInt()).isEqualTo(2);
        assertThat(document.get("attempts").asInt()).isEqualTo(2);

        expectFailed(tasks.awaitEnd(tasks.accepted("fail/3")), "IllegalStateException", "Attempt 3 fails, as told");
        expectRejected(tasks.accepted("fail/often"), "fail takes one whole number");
    }

    private static UUID http(String path) {
        return tasks.accepted("http/" + encoded(site.url(path)));
    }

    private static void expectRejected(UUID task, String why) {
        JsonNode document = tasks.awaitEnd(task);
        assertThat(document.get("taskStatus").asText()).isEqualTo("422 Unprocessable Entity");
        assertThat(document.get("exceptionType").asText()).isEqualTo("InputRejected");
        assertThat(document.get("exceptionValue").asText()).contains(why);
        assertThat(document.get("attempts").asInt()).isEqualTo(1);
    }

    private static void expectFailed(JsonNode document, String type, String why) {
        assertThat(document.get("taskStatus").asText()).as(document.toString()).isEqualTo("500 Internal Server Error");
        assertThat(document.get("exceptionType").asText()).isEqualTo(type);
        assertThat(document.get("exceptionValue").asText()).contains(why);
        assertThat(document.get("attempts").asInt()).isEqualTo(3);
    }

    private static void awaitEnded(Path pids) {
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.readAllLines(pids).stream()
                .noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent()));
        assertThat(pids).content().hasLineCount(2);
    }

    /** As one segment of a path. */
    private static String encoded(Object text) {
        return URLEncoder.encode(text.toString(), UTF_8).replace("+", "%20");
    }

    /** @return the path of a shell script of these lines */
    private static String script(String name, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", List.of(lines)) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"))
                .toString();
    }
}
