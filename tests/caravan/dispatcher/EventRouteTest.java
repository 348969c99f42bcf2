package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRouteTest extends DispatcherTest {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCHED = "application/cloudevents-batch+json";

    @TempDir
    static Path folder;

    static Path rules;

    @BeforeAll
    static void start() throws IOException {
        rules = Files.writeString(folder.resolve("rules"), "add $[?(@.type == 'sum')]\necho $[?(@.type == 'echo')]\n");
        program = new Program(
                        servers,
                        "dispatcher",
                        "EventRoute",
                        "DispatchRoute",
                        "OutboxRoute",
                        "ApplicationRoutes",
                        "ErrorConfiguration")
                .with("caravan.dispatcher.relay-period", "200")
                .with("caravan.dispatcher.rules", rules.toString())
                .with("caravan.dispatcher.rules-period", "50")
                .start();
    }

    @AfterEach
    void mend() throws Exception {
        servers.databaseCable().mend();
        await().until(() ->
                status(receive(STRUCTURED, event("mend", UUID.randomUUID().toString(), "1"))) == 202);
        await().until(() -> tables.count("outbox") == 0);
    }

    @Test
    void an_event_is_stored_published_and_answered_with_its_task_s_uuid() throws Exception {
        String event = event("sum", "1", "[1, 2.50]");
        Message answer = receive(STRUCTURED, event);
        UUID id = id(answer);
        assertThat(status(answer)).isEqualTo(202);
        assertThat(answer.getHeader("Location")).isEqualTo("/get/" + id);
        assertThat(answer.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(tables.row(id))
                .containsEntry("status", 202)
                .containsEntry("application", "add")
                .containsEntry("name", "receive")
                .containsEntry("data", "[1,2.50]")
                .containsEntry("event_type", "sum")
                .containsEntry("event_type_version", null)
                .containsEntry("source", "/s")
                .containsEntry("event_id", "1")
                .containsEntry("event_time", null)
                .containsEntry("schema_url", null)
                .containsEntry("content_type", null)
                .containsEntry("event_data", event)
                .containsEntry("request_id", "request-1");
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(mailbox.take(TaskQueue.TASKS)).anyMatch(message -> message.contains(id.toString()));
    }

    @Test
    void an_event_that_no_rule_matches_ends_at_once() throws Exception {
        UUID id = id(receive(STRUCTURED, event("other", "1", "1")));
        assertThat(tables.row(id))
                .containsEntry("status", 422)
                .containsEntry("application", null)
                .containsEntry("attempts", 0)
                .containsEntry("exception_value", "No rule matches this event, whose type is 'other'");
        assertThat(tables.row(id).get("finished")).isNotNull();
        assertThat(tables.outbox()).isEmpty();
        assertThat(mailbox.take(TaskQueue.TASKS)).isEmpty();
    }

    @Test
    void a_batch_is_answered_with_all_uuids_in_order() throws Exception {
        Message answer = receive(
                BATCHED,
                "[" + event("echo", "1", "1") + "," + event("other", "2", "2") + "," + event("sum", "3", "3") + ","
                        + event("echo", "1", "4") + "]");
        List<UUID> ids = ids(answer);
        assertThat(status(answer)).isEqualTo(202);
        assertThat(answer.getHeader("Location")).isEqualTo("/get/" + ids.get(0));
        assertThat(ids).hasSize(4);
        assertThat(ids.get(3)).isEqualTo(ids.get(0));
        assertThat(tables.row(ids.get(0))).containsEntry("application", "echo").containsEntry("data", "1");
        assertThat(tables.row(ids.get(1))).containsEntry("status", 422).containsEntry("data", "2");
        assertThat(tables.row(ids.get(2))).containsEntry("application", "add").containsEntry("data", "3");
        assertThat(tables.count("task")).isEqualTo(3);
    }

    @Test
    void a_batch_of_one_is_answered_with_a_list_and_one_of_none_with_an_empty_one() throws Exception {
        assertThat(ids(receive(BATCHED, "[" + event("echo", "1", "1") + "]"))).hasSize(1);
        Message answer = receive(BATCHED, "[]");
        assertThat(status(answer)).isEqualTo(202);
        assertThat(answer.getBody(String.class)).isEqualTo("[]");
        assertThat(answer.getHeader("Location")).isNull();
        assertThat(tables.count("task")).isEqualTo(1);
    }

    @Test
    void a_batch_with_one_that_is_wrong_stores_nothing() throws Exception {
        Message answer = receive(BATCHED, "[" + event("echo", "1", "1") + ",{}]");
        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(answer.getBody(String.class)).contains("index 1", "specversion");
        assertThat(tables.count("task")).isZero();
        assertThat(tables.count("task_key")).isZero();
    }

    @Test
    void the_same_source_and_id_again_is_the_first_task_whatever_else_differs() throws Exception {
        UUID first = id(receive(STRUCTURED, event("echo", "1", "1")));
        assertThat(id(receive(STRUCTURED, event("sum", "1", "2")))).isEqualTo(first);
        assertThat(id(receive("application/json", "{\"eventType\":\"echo\",\"eventID\":\"1\",\"source\":\"/s\"}")))
                .isEqualTo(first);
        Map<String, Object> binary = Map.of(
                "ce-specversion", "1.0", "ce-type", "t", "ce-source", "/s", "ce-id", "1", "Content-Type", "text/plain");
        assertThat(id(program.ask("direct:receive", binary, new byte[0]).getMessage()))
                .isEqualTo(first);
        assertThat(tables.count("task")).isEqualTo(1);
        assertThat(tables.row(first)).containsEntry("application", "echo").containsEntry("data", "1");
    }

    @Test
    void source_and_id_are_a_pair() throws Exception {
        UUID one = id(receive(STRUCTURED, event("echo", "bc", "1").replace("/s", "a")));
        UUID other = id(receive(STRUCTURED, event("echo", "c", "1").replace("/s", "ab")));
        assertThat(one).isNotEqualTo(other);
        assertThat(tables.count("task")).isEqualTo(2);
    }

    @Test
    void the_same_event_many_times_at_once_is_one_task() throws Exception {
        List<CompletableFuture<UUID>> answers = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> insist(event("echo", "1", "1"))))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(tables.count("task")).isEqualTo(1);
    }

    @Test
    void without_the_database_nothing_is_accepted() throws Exception {
        servers.databaseCable().cut();
        Message answer = receive(STRUCTURED, event("echo", "1", "1"));
        assertThat(status(answer)).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
    }

    @Test
    void a_change_of_the_rules_is_taken_and_one_that_is_wrong_is_not() throws Exception {
        String before = Files.readString(rules);
        try {
            Files.writeString(rules, "echo $[?(@.type == 'new')]\n" + before);
            await().untilAsserted(() -> assertThat(application("new")).isEqualTo("echo"));
            Files.writeString(rules, "nonsense");
            await().until(() -> degraded().contains("line 1"));
            assertThat(application("new")).isEqualTo("echo");
        } finally {
            Files.writeString(rules, before);
        }
        await().untilAsserted(() -> assertThat(application("new")).isNull());
        assertThat(degraded()).isEmpty();
    }

    /** As a client does that is told to come again, for a machine may have too much to do. */
    private static UUID insist(String event) {
        Message answer = receive(STRUCTURED, event);
        while (status(answer) == 503) {
            answer = receive(STRUCTURED, event);
        }
        return id(answer);
    }

    private static String application(String type) throws Exception {
        UUID id = id(receive(STRUCTURED, event(type, UUID.randomUUID().toString(), "1")));
        return (String) tables.row(id).get("application");
    }

    /** What the check of the rules says; it is up in any case. */
    private static String degraded() {
        return HealthCheckRegistry.get(program.context())
                .getCheck("rules")
                .orElseThrow()
                .call()
                .getMessage()
                .orElse("");
    }

    private static Message receive(String type, String body) {
        return program.ask("direct:receive", Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8))
                .getMessage();
    }

    private static String event(String type, String id, String data) {
        return "{\"specversion\": \"1.0\", \"type\": \"" + type + "\", \"source\": \"/s\", \"id\": \"" + id
                + "\", \"data\": " + data + "}";
    }

    private static int status(Message answer) {
        return answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    private static UUID id(Message answer) {
        return read(answer, UUID.class);
    }

    private static List<UUID> ids(Message answer) {
        return Arrays.asList(read(answer, UUID[].class));
    }

    private static <T> T read(Message answer, Class<T> type) {
        try {
            return new ObjectMapper().readValue(answer.getBody(String.class), type);
        } catch (IOException e) {
            throw new AssertionError(answer.getBody(String.class), e);
        }
    }
}
