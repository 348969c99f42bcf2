package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Test;

/** An event becomes the task that the rules say. */
class EventRouteTest extends ReceiveTest {
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
}
