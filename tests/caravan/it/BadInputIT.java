package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over HTTP and should not: each is answered as a problem that says what is wrong, and does nothing else. */
class BadInputIT {

    private static final int TWO_MEGABYTES = 2 * 1024 * 1024;

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Program program;
    static Tasks tasks;

    @BeforeAll
    static void start() {
        program = TESTBED.start("caravan.log.level=DEBUG");
        tasks = new Tasks(program);
    }

    @Test
    void an_unknown_application_is_not_found_and_the_known_ones_are_listed() {
        assertThat(detail(404, program.get("/dispatch/nope/1"))).contains("'nope'", "add", "echo", "sleep");
        assertThat(detail(404, program.get("/dispatch/nope"))).contains("'nope'", "add", "echo", "sleep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "00000000", "0-0-0-0-0", "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz", "%00"})
    void what_is_no_uuid_is_unprocessable(String text) {
        assertThat(detail(422, program.get("/status/" + text))).contains("is no UUID");
        assertThat(detail(422, program.get("/get/" + text))).contains("is no UUID");
    }

    @Test
    void a_task_that_there_is_not_is_not_found() {
        UUID nobody = UUID.randomUUID();

        assertThat(detail(404, program.get("/status/" + nobody))).contains(nobody.toString());
        assertThat(detail(404, program.get("/get/" + nobody))).contains(nobody.toString());
    }

    @Test
    void what_is_not_served_is_not_found() {
        assertThat(detail(404, program.get("/nothing/here"))).contains("/nothing/here");
        detail(404, program.get("/dispatch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=7", "limit=0", "limit=501", "limit=many", "before=yesterday"})
    void a_page_of_tasks_that_cannot_be_is_refused_by_the_name_of_the_parameter(String query) {
        assertThat(detail(400, program.get("/tasks?" + query))).startsWith(query.replaceFirst("=.*", ""));
    }

    @Test
    void an_argument_of_two_megabytes_is_too_long() {
        String answer =
                program.raw("GET /dispatch/echo/" + "a".repeat(TWO_MEGABYTES) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.[01] 414 .*").contains("application/problem+json");
        assertThat(program.statusOf("/observe/health/ready")).isEqualTo(200);
    }

    @Test
    void headers_of_two_megabytes_are_too_large() {
        String answer = program.raw(
                "GET /tasks HTTP/1.1\r\nHost: localhost\r\nX-Much: " + "a".repeat(TWO_MEGABYTES) + "\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.[01] 431 .*").contains("application/problem+json");
    }

    @Test
    void a_body_of_two_megabytes_is_refused_before_it_is_read() {
        // Announced and never sent: an answer can only come from somebody who does not wait for it.
        String answer = program.raw("POST /dispatch/echo/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + TWO_MEGABYTES + "\r\nExpect: 100-continue\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
    }

    @Test
    void a_body_that_does_not_say_how_long_it_is_is_read_no_further_than_the_limit() {
        String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
        String answer =
                program.raw("POST /dispatch/echo/a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(32));

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "%00, '\0'",
        "a%00b%01c%1F%7F, 'a\0b\1c\37\177'",
        "%0D%0Ax, '\r\nx'",
        "%22%5C%27, '\"\\'''",
        "%2F, /",
        "%2e%2e%2f, ../",
        "a+b%20c%2B, a+b c+",
        "%F0%9F%90%AA, \uD83D\uDC2A",
        "%EF%BF%BD, \uFFFD",
        "%25, %",
        "${body}, ${body}"
    })
    void an_argument_is_kept_to_the_character(String sent, String meant) {
        UUID task = tasks.accepted(sent.contains("$") ? "echo/$%7Bbody%7D" : "echo/" + sent);

        JsonNode document = tasks.awaitEnd(task);
        assertThat(document.get("taskStatus").asText()).isEqualTo("200 OK");
        assertThat(document.get("result").get(0).asText()).isEqualTo(meant);
        assertThat(document.get("result")).hasSize(1);
        assertThat(Tasks.json(document.get("data").asText()).get(0).asText()).isEqualTo(meant);
    }

    @Test
    void a_control_character_in_a_rejection_is_kept_or_shown_and_the_task_ends() {
        JsonNode document = tasks.awaitEnd(tasks.accepted("add/%00%01"));

        assertThat(document.get("taskStatus").asText()).isEqualTo("422 Unprocessable Entity");
        assertThat(document.get("exceptionValue").asText()).isEqualTo("'\u2400\1' is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C0%AF", "%ED%A0%80", "a%E2%82"})
    void an_argument_that_is_no_utf_8_is_refused(String sent) {
        assertThat(detail(400, program.get("/dispatch/echo/" + sent))).contains("is not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%GG"})
    void a_percent_sign_without_two_digits_is_refused(String sent) {
        String answer =
                program.raw("GET /dispatch/echo/" + sent + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /dispatch/add/2/2, 'GET, POST'",
        "PUT, /dispatch/add/2/2, 'GET, POST'",
        "POST, /status/a, GET",
        "DELETE, /get/a, GET",
        "POST, /tasks, GET"
    })
    void a_wrong_method_is_told_the_right_ones(String method, String path, String allowed) {
        HttpResponse<String> answer = program.send(program.request(path).method(method, BodyPublishers.noBody()));

        detail(405, answer);
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Origin, http://evil.example",
        "Origin, https://127.0.0.1",
        "Origin, http://127.0.0.1:1",
        "Origin, null"
    })
    void a_page_of_another_site_changes_nothing(String header, String value) {
        int before = known();

        detail(403, program.get("/dispatch/add/2/2", header, value));
        detail(403, program.post("/dispatch/add/2/2", "", header, value));

        assertThat(known()).isEqualTo(before);
    }

    @Test
    void our_own_page_is_let_in() {
        String own = "http://127.0.0.1:" + program.port();

        Tasks.accepted(program.get("/dispatch/add/2/2", "Origin", own, "Sec-Fetch-Site", "same-origin"));
        Tasks.accepted(program.get("/dispatch/add/2/2", "Sec-Fetch-Site", "none"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost@evil.example"})
    void a_host_that_is_none_of_ours_is_refused(String host) {
        String answer =
                program.raw("GET /dispatch/add/2/2 HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 40[03] .*").contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "CamelHttpUri, /dispatch/add/1/1",
        "CamelHttpPath, /dispatch/add/1/1",
        "CamelHttpResponseCode, 500",
        "CamelJdbcParameters, nothing",
        "camelJdbcParameters, nothing",
        "CAMELJDBCPARAMETERS, nothing",
        "CamelJdbcUpdateCount, 7",
        "CamelSqlQuery, DROP TABLE task",
        "CamelFileName, ../../etc/passwd",
        "CamelBeanMethodName, toString",
        "CamelRestHttpBindingMode, off",
        "org.apache.camel.option, x",
        "uuid, a",
        "application, add"
    })
    void headers_and_parameters_do_not_steer_the_routes(String name, String value) {
        String query = "?" + name + "=" + value.replace(" ", "%20");

        UUID byHeader = Tasks.accepted(program.get("/dispatch/echo/x", name, value));
        UUID byQuery = Tasks.accepted(program.get("/dispatch/echo/x" + query));

        for (UUID task : new UUID[] {byHeader, byQuery}) {
            JsonNode document = tasks.awaitEnd(task);
            assertThat(document.get("taskApplicationName").asText()).isEqualTo("echo");
            assertThat(document.get("result")).hasToString("[\"x\"]");
            assertThat(program.get("/status/" + task, name, value).body()).isEqualTo("\"200 OK\"");
            assertThat(program.get("/status/" + task + query).body()).isEqualTo("\"200 OK\"");
            assertThat(Tasks.json(
                            program.get("/get/" + task + query, name, value).body()))
                    .isEqualTo(document);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CamelJdbcParameters", "CamelHttpResponseCode", "CamelHttpQuery", "Accept-Encoding", "X-Own"})
    void nothing_of_a_request_is_in_the_headers_of_its_answer(String name) {
        HttpResponse<String> answer = program.get("/tasks?limit=1&" + name + "=500", name, "500");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue(name)).isEmpty();
        assertThat(Tasks.json(answer.body()).get("tasks")).hasSizeLessThan(2);
    }

    @Test
    void the_identifier_of_a_request_is_kept_and_is_in_the_line_of_the_worker_whose_task_failed() {
        HttpResponse<String> answer = program.get("/dispatch/add/two", "X-Request-Id", "order-66");

        UUID task = Tasks.accepted(answer);
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("order-66");
        await().atMost(Duration.ofSeconds(30)).until(() -> program.log()
                .lines()
                .anyMatch(line ->
                        line.contains(task.toString()) && line.contains("422") && line.contains("[request order-66]")));
    }

    @Test
    void an_identifier_that_cannot_be_one_is_replaced() {
        for (String odd : new String[] {"two words", "a".repeat(129), "ä"}) {
            assertThat(program.get("/status/a", "X-Request-Id", odd).headers().firstValue("X-Request-Id"))
                    .hasValueSatisfying(
                            id -> assertThat(id).matches("[!-~]{1,128}").isNotEqualTo(odd));
        }
    }

    @Test
    void a_browser_gets_a_page_in_which_nothing_of_the_request_is_markup() {
        HttpResponse<String> answer =
                program.get("/dispatch/%3Cscript%3Ealert(1)%3C%2Fscript%3E/1", "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.body()).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void what_is_no_http_is_refused() {
        assertThat(program.raw("hello\r\n\r\n"))
                .matches("(?s)HTTP/1\\.[01] 400 .*")
                .contains("application/problem+json");
    }

    private static int known() {
        return Tasks.json(program.get("/tasks?limit=500").body()).get("tasks").size();
    }

    /** The detail of a problem, RFC 9457, of which the rest is checked here. */
    private static String detail(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(answer.body()).doesNotContain("\tat ", "Exception", "\\tat ");
        JsonNode problem = Tasks.json(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("type").asText()).isEqualTo("about:blank");
        assertThat(problem.get("title").asText()).isNotBlank();
        return problem.get("detail").asText();
    }
}
