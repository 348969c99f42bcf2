package caravan.imports.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Rows are saved in batches, each row once, and counted. */
class SessionRowsRouteTest extends SessionRowsTest {
    @Test
    void what_comes_after_the_session_has_ended_is_neither_saved_nor_counted() throws Exception {
        UUID session = session("completed", true);
        save(session, numbered(1, "late"), message(2L, "no JSON"), message(null, row("later")));
        assertThat(mails()).isEmpty();
        assertThat(tables.count("import_refusal")).isZero();
        assertCounts(session, 0, 0, 0, 0);
    }

    @Test
    void rows_are_saved_and_counted() throws Exception {
        UUID session = session("listening", false);
        save(session, numbered(1, "a"), numbered(2, "b"));
        save(session, numbered(3, "c"));
        assertThat(mails()).containsExactly("a", "b", "c");
        assertThat(tables.query("SELECT name FROM employees WHERE mail = 'a'").get(0))
                .containsEntry("name", "Name of a");
        assertCounts(session, 3, 3, 0, 0);
        assertThat(row(session).get("done")).hasToString("{[1,4)}");
    }

    @Test
    void a_mail_that_is_there_already_is_a_duplicate() throws Exception {
        tables.execute("INSERT INTO employees (name, mail) VALUES ('Another', 'b')");
        UUID session = session("listening", false);
        save(session, numbered(1, "a"), numbered(2, "b"), numbered(3, "a"), numbered(4, "c"));
        save(session, numbered(5, "c"));
        assertThat(mails()).containsExactly("a", "b", "c");
        assertThat(tables.query("SELECT name FROM employees WHERE mail = 'b'").get(0))
                .containsEntry("name", "Another");
        assertCounts(session, 5, 2, 3, 0);
    }

    @Test
    void of_one_mail_within_a_batch_the_first_row_is_saved() throws Exception {
        UUID session = session("listening", false);
        save(
                session,
                message(1L, "{\"name\": \"First\", \"mail\": \"a\"}"),
                message(2L, "{\"name\": \"Second\", \"mail\": \"a\"}"));
        assertThat(tables.query("SELECT name FROM employees")).containsExactly(Map.of("name", "First"));
    }

    @Test
    void a_batch_that_comes_again_counts_once() throws Exception {
        UUID session = session("listening", false);
        Received[] batch = {numbered(1, "a"), numbered(2, "a"), numbered(3, "b"), message(4L, "hello")};
        save(session, batch);
        save(session, batch);
        assertCounts(session, 4, 2, 1, 1);
        assertThat(tables.count("import_batch")).isEqualTo(1);
        assertThat(tables.count("import_refusal")).isEqualTo(1);
    }

    @Test
    void of_a_batch_that_comes_again_in_part_the_new_rows_count() throws Exception {
        UUID session = session("listening", false);
        save(session, numbered(1, "a"), numbered(2, "b"));
        save(session, numbered(2, "b"), numbered(3, "c"), numbered(2, "b"));
        assertCounts(session, 3, 3, 0, 0);
    }

    @Test
    void a_gap_between_numbers_may_be_filled_later() throws Exception {
        UUID session = session("listening", false);
        save(session, numbered(1, "a"), numbered(5, "e"));
        save(session, numbered(3, "c"), numbered(5, "e"));
        assertThat(row(session).get("done")).hasToString("{[1,2),[3,4),[5,6)}");
        assertCounts(session, 3, 3, 0, 0);
    }

    @Test
    void the_same_batch_twice_at_once_counts_once() throws Exception {
        UUID session = session("listening", false);
        List<Received> messages = LongStream.rangeClosed(1, 200)
                .mapToObj(number -> numbered(number, "mail " + number % 150))
                .toList();
        try (var connection = tables.connection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT FROM import_session WHERE id = '" + session + "' FOR UPDATE");
            CompletableFuture<?> first = CompletableFuture.runAsync(() -> save(session, messages));
            CompletableFuture<?> second = CompletableFuture.runAsync(() -> save(session, messages));
            await().until(() -> (Long) tables.query("SELECT count(*) AS count FROM pg_stat_activity"
                                    + " WHERE wait_event_type = 'Lock' AND application_name = 'caravan'")
                            .get(0)
                            .get("count")
                    == 2);
            connection.rollback();
            first.join();
            second.join();
        }
        assertCounts(session, 200, 150, 50, 0);
        assertThat(tables.count("employees")).isEqualTo(150);
    }

    @Test
    void two_sessions_with_the_same_mails_at_once_save_each_once() throws Exception {
        UUID first = session("listening", false);
        UUID second = session("listening", false);
        List<CompletableFuture<?>> saving = new ArrayList<>();
        for (UUID session : List.of(first, second)) {
            saving.add(CompletableFuture.runAsync(() -> {
                for (long batch = 0; batch < 20; batch++) {
                    long from = batch * 50 + 1;
                    save(
                            session,
                            LongStream.range(from, from + 50)
                                    // Each in its own order: they must not wait for each other in a circle.
                                    .mapToObj(number -> numbered(
                                            number, "mail " + (session == first ? number : from + from + 49 - number)))
                                    .toList());
                }
            }));
        }
        saving.forEach(CompletableFuture::join);
        assertThat(tables.count("employees")).isEqualTo(1000);
        assertThat((Long) row(first).get("saved") + (Long) row(second).get("saved"))
                .isEqualTo(1000);
        for (UUID session : List.of(first, second)) {
            assertThat(row(session)).containsEntry("received", 1000L);
            assertThat((Long) row(session).get("saved") + (Long) row(session).get("duplicates"))
                    .isEqualTo(1000);
        }
    }

    @Test
    void without_numbers_each_message_counts() throws Exception {
        UUID session = session("listening", false);
        save(session, message(null, row("a")), message(null, row("a")));
        save(session, message(null, row("b")), message(null, row("a")));
        assertCounts(session, 4, 2, 2, 0);
        assertThat(row(session).get("done")).hasToString("{}");
    }

    @Test
    void messages_that_are_none_are_kept_with_the_reason() throws Exception {
        UUID session = session("listening", false);
        save(session, message(1L, "hello\0world"), numbered(2, "a"), message(null, "{\"name\": \"A\"}"));
        assertCounts(session, 3, 1, 0, 2);
        List<Map<String, Object>> refused =
                tables.query("SELECT message, reason FROM import_refusal WHERE session = ? ORDER BY id", session);
        assertThat(refused)
                .extracting(row -> new String((byte[]) row.get("message"), UTF_8))
                .containsExactlyInAnyOrder("hello\0world", "{\"name\": \"A\"}");
        assertThat(refused)
                .extracting(row -> (String) row.get("reason"))
                .contains("it has no mail")
                .anyMatch(reason -> reason.contains("hello"));
    }

    @Test
    void without_the_database_nothing_is_counted_and_with_it_again_all() throws Exception {
        UUID session = session("listening", false);
        servers.databaseCable().cut();
        assertThatThrownBy(() -> save(session, numbered(1, "a"))).isInstanceOf(RuntimeException.class);
        assertCounts(session, 0, 0, 0, 0);
        servers.databaseCable().mend();
        await().ignoreExceptions().untilAsserted(() -> {
            save(session, numbered(1, "a"));
            assertCounts(session, 1, 1, 0, 0);
        });
    }
}
