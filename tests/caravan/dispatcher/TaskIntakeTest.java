package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** New tasks are stored together, each event once. */
class TaskIntakeTest extends IntakeTest {
    /** As when another dispatcher has stored it and its transaction is being committed. */
    @Test
    void one_that_another_dispatcher_stores_at_this_moment_is_waited_for() throws Exception {
        UUID first = UUID.fromString("01900000-0000-7000-8000-000000000001");
        String key = TaskKey.ofEvent("s", "1").digest();
        CompletableFuture<List<UUID>> answer;
        try (Connection other = tables.connection();
                Statement store = other.createStatement()) {
            other.setAutoCommit(false);
            store.execute("INSERT INTO task (id, name) VALUES ('" + first + "', 'receive')");
            store.execute("INSERT INTO task_key VALUES ('" + key + "', NULL, '" + first + "')");
            answer = intake().accept(List.of(event("s", "1", null))).toCompletableFuture();
            await().until(() ->
                    !tables.query("SELECT FROM pg_locks WHERE NOT granted").isEmpty());
            other.commit();
        }

        assertThat(answer.join()).containsExactly(first);
        assertThat(tables.count("task")).isEqualTo(1);
    }

    @Test
    void an_event_is_stored_with_its_attributes_and_once() throws Exception {
        NewTask event = event("s", "1", null);
        List<UUID> first = intake().accept(List.of(event)).toCompletableFuture().join();

        assertThat(intake().accept(List.of(event("s", "1", null)))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(first);
        assertThat(tables.row(first.get(0)))
                .containsEntry("status", 202)
                .containsEntry("name", "receive")
                .containsEntry("event_type", "t")
                .containsEntry("event_type_version", "tv")
                .containsEntry("source", "s")
                .containsEntry("event_id", "1")
                .containsEntry("event_time", "2026-11-21T10:00:00Z")
                .containsEntry("schema_url", "http://schema")
                .containsEntry("content_type", "application/json")
                .containsEntry("event_data", "{}")
                .containsEntry("data", "[1]");
    }

    @Test
    void a_list_is_stored_as_one_and_answered_in_order_also_with_the_same_event_twice() throws Exception {
        UUID known = intake().accept(List.of(event("s", "2", null)))
                .toCompletableFuture()
                .join()
                .get(0);

        List<UUID> answers = intake().accept(List.of(
                        event("s", "1", null), event("s", "2", null), event("s", "1", null), event("s", "3", null)))
                .toCompletableFuture()
                .join();

        assertThat(answers).hasSize(4);
        assertThat(answers.get(0)).isEqualTo(answers.get(2));
        assertThat(answers.get(1)).isEqualTo(known);
        assertThat(new HashSet<>(answers)).hasSize(3);
        assertThat(tables.count("task")).isEqualTo(3);
    }

    @Test
    void one_that_no_rule_wants_ends_at_once_and_is_not_published() throws Exception {
        UUID id = intake().accept(List.of(event("s", "1", "no rule matches")))
                .toCompletableFuture()
                .join()
                .get(0);

        assertThat(tables.row(id))
                .containsEntry("status", 422)
                .containsEntry("failed", 422)
                .containsEntry("application", null)
                .containsEntry("exception_value", "no rule matches")
                .doesNotContainEntry("finished", null);
        assertThat(tables.outbox()).isEmpty();
        assertThat(mailbox.take(TaskQueue.TASKS)).isEmpty();
    }

    @Test
    void more_than_memory_should_hold_is_refused_while_it_waits() throws Exception {
        String large = "x".repeat(9 * 1024 * 1024);
        NewTask task = new NewTask(UUID.randomUUID(), "echo", "dispatch", null, large, "r", null, null);
        servers.databaseCable().cut();
        try {
            intake().accept(List.of(task));

            assertThatThrownBy(() -> intake().accept(List.of(task))).isInstanceOf(RejectedExecutionException.class);
        } finally {
            servers.databaseCable().mend();
        }
        await().untilAsserted(
                        () -> assertThat(dispatch("/dispatch/add", "after").getHeader(Exchange.HTTP_RESPONSE_CODE))
                                .isEqualTo(202));
    }

    private static NewTask event(String source, String id, String rejection) {
        Event event =
                new Event("t", "tv", source, id, "2026-11-21T10:00:00Z", "http://schema", "application/json", "{}");
        return new NewTask(
                Generators.timeBasedEpochGenerator().generate(),
                rejection == null ? "echo" : null,
                "receive",
                event,
                "[1]",
                "request-1",
                TaskKey.ofEvent(source, id),
                rejection);
    }

    private static TaskIntake intake() {
        return program.bean("taskIntake", TaskIntake.class);
    }
}
