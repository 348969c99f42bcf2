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
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancelling, retrying, dead letters, and the bounds that keep their lists quick. */
class TaskChangeRouteTest extends DispatcherTest {

    static final ObjectMapper JSON = new ObjectMapper();

    @BeforeAll
    static void start() {
        program = new Program(
                        servers,
                        "dispatcher",
                        "TaskChangeRoute",
                        "TaskReadRoute",
                        "TaskListRoute",
                        "OutboxRoute",
                        "ApplicationRoutes",
                        "ErrorConfiguration")
                .with("caravan.dispatcher.relay-period", "200")
                .start();
    }

    @AfterEach
    void mend() throws Exception {
        servers.databaseCable().mend();
    }

    @ParameterizedTest
    @ValueSource(ints = {202, 102})
    void a_task_that_has_not_ended_can_be_cancelled(int status) throws Exception {
        UUID id = at(status);

        Message answer = ask("direct:task-cancel", id.toString());

        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isNull();
        assertThat(answer.getBody()).isEqualTo("\"410 Gone\"");
        assertThat(tables.row(id))
                .containsEntry("status", 410)
                .containsEntry("failed", 410)
                .containsEntry("session", null)
                .doesNotContainEntry("finished", null);
    }

    @ParameterizedTest
    @CsvSource({"200, 200 OK", "422, 422 Unprocessable Entity", "500, 500 Internal Server Error", "410, 410 Gone"})
    void one_that_has_ended_cannot(int status, String line) throws Exception {
        UUID id = at(status);

        problem("direct:task-cancel", id.toString(), 409, "A task at " + line + " cannot be cancelled");
        assertThat(tables.status(id)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:task-cancel", "direct:task-retry"})
    void a_task_that_there_is_not_is_a_404_and_what_is_no_uuid_a_422(String route) throws Exception {
        problem(route, UUID.randomUUID().toString(), 404, "There is no task");
        problem(route, "hello", 422, "'hello' is no UUID");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 422})
    void a_task_that_failed_begins_anew(int status) throws Exception {
        UUID id = at(status);

        Message answer = ask("direct:task-retry", id.toString());

        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(202);
        assertThat(answer.getHeader("Location")).isEqualTo("/get/" + id);
        assertThat(tables.row(id))
                .containsEntry("status", 202)
                .containsEntry("attempts", 0)
                .containsEntry("failed", null)
                .containsEntry("finished", null)
                .containsEntry("exception_value", null);
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(mailbox.take(TaskQueue.TASKS)).containsExactly(id.toString());
    }

    @ParameterizedTest
    @CsvSource({"202, 202 Accepted", "102, 102 Processing", "200, 200 OK", "410, 410 Gone"})
    void any_other_does_not(int status, String line) throws Exception {
        UUID id = at(status);

        problem("direct:task-retry", id.toString(), 409, "A task at " + line + " cannot be retried");
        assertThat(tables.status(id)).isEqualTo(status);
        assertThat(tables.outbox()).isEmpty();
    }

    @Test
    void an_event_that_no_rule_wanted_is_shown_to_the_rules_again() throws Exception {
        UUID wanted =
                unwanted("{\"specversion\": \"1.0\", \"type\": \"org.example.add\", \"source\": \"s\", \"id\": \"1\"}");
        UUID draft = unwanted(
                "{\"cloudEventsVersion\": \"0.1\", \"eventType\": \"org.example.add\", \"source\": \"s\", \"eventID\": \"2\"}");
        UUID unwanted = unwanted("{\"specversion\": \"1.0\", \"type\": \"none\", \"source\": \"s\", \"id\": \"3\"}");

        for (UUID each : List.of(wanted, draft)) {
            assertThat(ask("direct:task-retry", each.toString()).getHeader(Exchange.HTTP_RESPONSE_CODE))
                    .isEqualTo(202);
            assertThat(tables.row(each)).containsEntry("status", 202).containsEntry("application", "add");
        }
        problem("direct:task-retry", unwanted.toString(), 409, "whose event no rule matches cannot be retried");
        assertThat(tables.row(unwanted)).containsEntry("status", 422).containsEntry("application", null);
    }

    @Test
    void the_dead_letters_are_the_tasks_at_500() throws Exception {
        UUID first = at(500);
        at(422);
        at(202);
        UUID second = at(500);
        tables.execute("UPDATE task SET application = 'add' WHERE id = ?", second);

        assertThat(ids(program.ask("direct:dead-letters", Map.of()))).containsExactly(second, first);
        assertThat(ids(program.ask("direct:dead-letters", Map.of("application", "add"))))
                .containsExactly(second);
        assertThat(ids(program.ask("direct:dead-letters", Map.of("limit", "1", "before", second.toString()))))
                .containsExactly(first);
    }

    @Test
    void all_of_them_are_sent_back_in_or_those_of_one_application() throws Exception {
        UUID add = at(500);
        tables.execute("UPDATE task SET application = 'add' WHERE id = ?", add);
        List<UUID> echos = new ArrayList<>();
        for (int i = 0; i < 1100; i++) {
            echos.add(UUID.fromString(String.format("0190%04x-0000-7000-8000-000000000000", i)));
        }
        tables.execute(
                "INSERT INTO task (id, application, name, data, status, failed) SELECT id, 'echo', 'dispatch', '[]', 500, 500"
                        + " FROM unnest(?) AS dead (id)",
                (Object) echos.toArray(UUID[]::new));
        UUID rejected = at(422);

        Message answer = program.ask("direct:dead-letters-replay", Map.of("application", "echo"))
                .getMessage();

        assertThat(JSON.readTree(answer.getBody(String.class)).get("replayed").asInt())
                .isEqualTo(1100);
        assertThat(tables.query("SELECT FROM task WHERE status = 202 AND attempts = 0"))
                .hasSize(1100);
        assertThat(List.of(tables.status(add), tables.status(rejected))).containsExactly(500, 422);
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(new HashSet<>(mailbox.take(TaskQueue.TASKS).stream()
                        .flatMap(String::lines)
                        .map(UUID::fromString)
                        .toList()))
                .isEqualTo(new HashSet<>(echos));
        assertThat(program.ask("direct:dead-letters-replay", Map.of())
                        .getMessage()
                        .getBody())
                .isEqualTo("{\"replayed\": 1}");
    }

    @Test
    void without_the_database_all_of_it_is_a_503() throws Exception {
        servers.databaseCable().cut();
        for (String route : List.of("direct:task-cancel", "direct:task-retry", "direct:dead-letters-replay")) {
            Message answer = ask(route, UUID.randomUUID().toString());
            assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).as(route).isEqualTo(503);
            assertThat(answer.getHeader("Retry-After")).as(route).isNotNull();
        }
    }

    @Test
    void the_horizon_follows_what_has_ended_and_comes_back_for_a_retry() throws Exception {
        UUID old = UUID.fromString("01900000-0000-7000-8000-000000000001");
        UUID ended = UUID.fromString("01900000-0000-7000-8000-000000000002");
        UUID waiting = UUID.fromString("01900000-0000-7000-8000-000000000003");
        tables.execute(
                "INSERT INTO task (id, application, name, data, status, failed) VALUES (?, 'echo', 'dispatch', '[]', 500, 500),"
                        + " (?, 'echo', 'dispatch', '[]', 200, NULL), (?, 'echo', 'dispatch', '[]', 202, NULL)",
                old,
                ended,
                waiting);
        tables.execute("UPDATE task_horizon SET id = '00000000-0000-0000-0000-000000000000'");

        await().until(() -> horizon().equals(waiting));
        assertThat(ids(program.ask("direct:task-list", Map.of("status", "202"))))
                .containsExactly(waiting);
        ask("direct:task-retry", old.toString());

        assertThat(horizon()).isEqualTo(old);
        assertThat(ids(program.ask("direct:task-list", Map.of("status", "202"))))
                .containsExactly(waiting, old);
    }

    private static UUID horizon() throws Exception {
        return (UUID) tables.query("SELECT id FROM task_horizon").get(0).get("id");
    }

    /** A task of the application echo at this status. */
    private static UUID at(int status) throws Exception {
        UUID id = tables.task("echo", "[]");
        boolean failed = status == 500 || status == 422 || status == 410;
        tables.execute(
                "UPDATE task SET status = ?, attempts = 1, failed = ?, session = ?, finished = CASE WHEN ? > 199 AND ? <> 202"
                        + " THEN now() END, exception_value = 'why' WHERE id = ?",
                status,
                failed ? status : null,
                status == 102 ? UUID.randomUUID() : null,
                status,
                status,
                id);
        return id;
    }

    /** An event's task that has ended at once. */
    private static UUID unwanted(String event) throws Exception {
        UUID id = at(422);
        tables.execute("UPDATE task SET application = NULL, name = 'receive', event_data = ? WHERE id = ?", event, id);
        return id;
    }

    private static Message ask(String route, String uuid) {
        return program.ask(route, Map.of("uuid", uuid)).getMessage();
    }

    private static void problem(String route, String uuid, int status, String detail) throws Exception {
        Message answer = ask(route, uuid);
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
        assertThat(JSON.readTree(answer.getBody(String.class)).get("detail").asText())
                .contains(detail);
    }

    private static List<UUID> ids(Exchange answered) throws Exception {
        JsonNode page = JSON.readTree(answered.getMessage().getBody(String.class));
        return page.get("tasks").findValuesAsText("taskID").stream()
                .map(UUID::fromString)
                .toList();
    }
}
