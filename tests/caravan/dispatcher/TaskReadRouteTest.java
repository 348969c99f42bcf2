package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskReadRouteTest extends DispatcherTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void start() {
        program = new Program(servers, "dispatcher", "TaskReadRoute", "TaskListRoute", "ErrorConfiguration").start();
    }

    @AfterEach
    void mend() throws Exception {
        servers.databaseCable().mend();
    }

    @ParameterizedTest
    @CsvSource({
        "202, 202 Accepted",
        "102, 102 Processing",
        "200, 200 OK",
        "410, 410 Gone",
        "422, 422 Unprocessable Entity",
        "500, 500 Internal Server Error"
    })
    void a_status_is_a_json_string(int status, String line) throws Exception {
        UUID id = tables.task("echo", "[]");
        tables.execute("UPDATE task SET status = ? WHERE id = ?", status, id);
        Message answer = ask("direct:task-status", id);
        assertThat(answer.getBody()).isEqualTo("\"" + line + "\"");
        assertThat(answer.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
    }

    @Test
    void a_new_task_s_document_has_every_member() throws Exception {
        UUID id = tables.task("add", "[\"2\",\"2\"]");
        JsonNode task = JSON.readTree(ask("direct:task-document", id).getBody(String.class));
        assertThat(task.fieldNames())
                .toIterable()
                .containsExactly(
                        "taskID",
                        "taskStatus",
                        "taskApplicationName",
                        "taskName",
                        "eventType",
                        "eventTypeVersion",
                        "source",
                        "eventID",
                        "eventTime",
                        "schemaURL",
                        "contentType",
                        "eventData",
                        "data",
                        "result",
                        "attempts",
                        "worker",
                        "exceptionType",
                        "exceptionValue",
                        "exceptionTraceback",
                        "created",
                        "started",
                        "finished",
                        "updated",
                        "deleted");
        assertThat(task.get("taskID").asText()).isEqualTo(id.toString());
        assertThat(task.get("taskStatus").asText()).isEqualTo("202 Accepted");
        assertThat(task.get("data").asText()).isEqualTo("[\"2\",\"2\"]");
        assertThat(task.get("result").isNull()).isTrue();
        assertThat(task.get("exceptionTraceback").asText()).isEmpty();
        assertThat(task.get("created").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void a_result_is_json_in_the_document_whatever_it_is() throws Exception {
        UUID id = tables.task("echo", "[]");
        tables.execute("UPDATE task SET status = 200, result = ? WHERE id = ?", "{\"a\": [1, \"\\u0000\"]}", id);
        JsonNode task = JSON.readTree(ask("direct:task-document", id).getBody(String.class));
        assertThat(task.get("result").get("a").get(0).asInt()).isEqualTo(1);
        assertThat(task.get("result").get("a").get(1).asText()).isEqualTo("\0");
    }

    @Test
    void a_uuid_in_capitals_is_the_same() throws Exception {
        UUID id = tables.task("echo", "[]");
        assertThat(ask("direct:task-status", id.toString().toUpperCase()).getBody())
                .isEqualTo("\"202 Accepted\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:task-status", "direct:task-document"})
    void a_uuid_that_no_task_has_is_a_404(String route) {
        UUID nobody = UUID.randomUUID();
        Message answer = ask(route, nobody);
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(404);
        assertThat(answer.getBody(String.class)).contains("There is no task " + nobody);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "true",
                "'a', 'b'",
                "${exception.message}",
                "0da5e1c5-6011-4c05-ae4b",
                "0da5e1c5-6011-4c05-ae4b-4f120a3cb7ac0",
                "0da5e1c5-6011-4c05-ae4b-4f120a3cb7ag",
                "1-1-1-1-1"
            })
    void what_is_no_uuid_is_a_422(String uuid) {
        for (String route : List.of("direct:task-status", "direct:task-document")) {
            Message answer = ask(route, uuid);
            assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(422);
            assertThat(answer.getBody(String.class)).contains("'" + uuid + "' is no UUID");
        }
    }

    @Test
    void questions_that_come_together_each_get_their_own_answer() throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ids.add(tables.task("echo", "[\"" + i + "\"]"));
        }
        List<CompletableFuture<String>> answers = ids.stream()
                .map(id -> CompletableFuture.supplyAsync(
                        () -> ask("direct:task-document", id).getBody(String.class)))
                .toList();
        for (int i = 0; i < ids.size(); i++) {
            JsonNode task = JSON.readTree(answers.get(i).join());
            assertThat(task.get("taskID").asText()).isEqualTo(ids.get(i).toString());
            assertThat(task.get("data").asText()).isEqualTo("[\"" + i + "\"]");
        }
    }

    @Test
    void a_list_is_read_page_by_page_the_newest_first() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(0, tables.task("echo", "[]").toString());
        }
        JsonNode first = list(Map.of("limit", "2"));
        JsonNode second = list(Map.of("limit", "2", "before", first.get("next").asText()));
        tables.task("echo", "[]");
        JsonNode third = list(Map.of("limit", "2", "before", second.get("next").asText()));
        assertThat(ids(first)).isEqualTo(ids.subList(0, 2));
        assertThat(ids(second)).isEqualTo(ids.subList(2, 4));
        assertThat(ids(third)).isEqualTo(ids.subList(4, 5));
        assertThat(third.get("next").isNull()).isTrue();
    }

    @Test
    void a_list_may_be_of_one_status_and_one_application() throws Exception {
        UUID echo = tables.task("echo", "[]");
        UUID failed = tables.task("echo", "[]");
        UUID add = tables.task("add", "[]");
        tables.execute("UPDATE task SET status = 500, failed = 500 WHERE id = ?", failed);
        assertThat(ids(list(Map.of()))).containsExactly(add.toString(), failed.toString(), echo.toString());
        assertThat(ids(list(Map.of("application", "echo")))).containsExactly(failed.toString(), echo.toString());
        assertThat(ids(list(Map.of("status", "500")))).containsExactly(failed.toString());
        assertThat(ids(list(Map.of("status", "202 Accepted", "application", "add"))))
                .containsExactly(add.toString());
        assertThat(ids(list(Map.of("application", "' OR true --")))).isEmpty();
    }

    @Test
    void the_standard_page_has_fifty() throws Exception {
        tables.execute("INSERT INTO task (id, application, name) SELECT gen_random_uuid(), 'echo', 'dispatch'"
                + " FROM generate_series(1, 51)");
        JsonNode page = list(Map.of());
        Set<String> all = new HashSet<>(ids(page));
        all.addAll(ids(list(Map.of("before", page.get("next").asText()))));
        assertThat(ids(page)).hasSize(50);
        assertThat(all).hasSize(51);
    }

    @ParameterizedTest
    @CsvSource({"status, 404", "limit, 0", "limit, many", "before, yesterday"})
    void a_parameter_that_is_wrong_is_a_400(String name, String value) {
        Message answer = program.ask("direct:task-list", Map.of(name, value)).getMessage();
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(400);
        assertThat(answer.getBody(String.class)).contains(name + " '" + value + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:task-status", "direct:task-document", "direct:task-list"})
    void without_the_database_it_is_a_503_and_with_it_again_an_answer(String route) throws Exception {
        UUID id = tables.task("echo", "[]");
        servers.databaseCable().cut();
        Message answer = ask(route, id);
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        servers.databaseCable().mend();
        await().until(() -> ask(route, id).getHeader(Exchange.HTTP_RESPONSE_CODE) == null);
    }

    private static JsonNode list(Map<String, Object> asked) throws Exception {
        return JSON.readTree(program.ask("direct:task-list", asked).getMessage().getBody(String.class));
    }

    private static List<String> ids(JsonNode page) {
        return page.get("tasks").findValuesAsText("taskID");
    }

    private static Message ask(String route, Object uuid) {
        return program.ask(route, Map.of("uuid", uuid.toString())).getMessage();
    }
}
