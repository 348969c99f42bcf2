package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Rows are taken back: those of one session, or all. */
class SessionUndoTest extends SessionRowsTest {
    @Test
    void undo_takes_back_the_rows_of_a_session_and_no_others() throws Exception {
        tables.execute("INSERT INTO employees (name, mail) VALUES ('Old', 'old')");
        UUID first = session("listening", false);
        UUID second = session("listening", false);
        // One after the other, so that their ids lie between each other's.
        for (int i = 1; i <= 50; i++) {
            save(first, numbered(i, "first " + i), numbered(1000 + i, "old"));
            save(second, numbered(i, "second " + i), numbered(1000 + i, "first " + i));
        }
        end();
        Exchange answer = undo(first);
        assertThat(json(answer).get("uuid").asText()).isEqualTo(first.toString());
        assertThat(json(answer).get("undone").asLong()).isEqualTo(50);
        assertThat(mails()).hasSize(51).contains("old").noneMatch(mail -> mail.startsWith("first"));
        assertThat(json(undo(second)).get("undone").asLong()).isEqualTo(50);
        assertThat(mails()).containsExactly("old");
    }

    @Test
    void what_somebody_else_has_deleted_or_saved_since_is_left_alone() throws Exception {
        UUID session = session("listening", false);
        save(session, numbered(1, "a"), numbered(2, "b"));
        end();
        tables.execute("DELETE FROM employees WHERE mail = 'a'");
        tables.execute("INSERT INTO employees (name, mail) VALUES ('New', 'a')");
        assertThat(json(undo(session)).get("undone").asLong()).isEqualTo(1);
        assertThat(mails()).containsExactly("a");
    }

    @Test
    void undo_once_more_takes_nothing_back_and_says_what_was() throws Exception {
        UUID session = session("listening", false);
        save(session, numbered(1, "a"));
        end();
        assertThat(json(undo(session)).get("undone").asLong()).isEqualTo(1);
        tables.execute("INSERT INTO employees (name, mail) VALUES ('New', 'a')");
        assertThat(json(undo(session)).get("undone").asLong()).isEqualTo(1);
        assertThat(mails()).containsExactly("a");
    }

    @Test
    void two_undos_at_once_are_both_told_all_that_was_taken_back() throws Exception {
        UUID session = session("listening", false);
        for (int i = 1; i <= 300; i++) {
            save(session, numbered(i, "at once " + i));
        }
        end();
        List<CompletableFuture<Exchange>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> undo(session)))
                .limit(4)
                .toList();
        for (CompletableFuture<Exchange> answer : answers) {
            assertThat(json(answer.join()).get("undone").asLong()).isEqualTo(300);
        }
        assertThat(mails()).isEmpty();
    }

    @Test
    void a_session_that_has_not_ended_is_not_undone() throws Exception {
        UUID session = session("listening", false);
        save(session, numbered(1, "a"));
        assertRefused(undo(session), 409, "has not ended");
        assertThat(mails()).containsExactly("a");
    }

    @Test
    void a_session_that_nobody_knows_is_not_undone() {
        assertRefused(undo(UUID.randomUUID()), 404, "no session");
    }

    @Test
    void without_the_database_nothing_is_undone_and_with_it_again_everything() throws Exception {
        UUID session = session("listening", false);
        save(session, numbered(1, "a"));
        end();
        servers.databaseCable().cut();
        assertRefused(undo(session), 503, "The database is away");
        servers.databaseCable().mend();
        await().untilAsserted(() ->
                assertThat(undo(session).getMessage().getBody(String.class)).contains("\"undone\":1"));
        assertThat(mails()).isEmpty();
    }

    @Test
    void a_cleared_table_is_empty_and_undo_finds_nothing_of_later_ones_in_it() throws Exception {
        UUID earlier = session("listening", false);
        save(earlier, numbered(1, "a"), numbered(2, "b"));
        Exchange answer = program.ask("direct:employees-clear", Map.of());
        assertThat(answer.getMessage().getBody()).isEqualTo("OK");
        assertThat(mails()).isEmpty();
        UUID later = session("listening", false);
        save(later, numbered(1, "a"), numbered(2, "b"));
        end();
        assertThat(json(undo(earlier)).get("undone").asLong()).isZero();
        assertThat(mails()).containsExactly("a", "b");
    }

    @Test
    void without_the_database_the_table_is_not_cleared() throws Exception {
        tables.execute("INSERT INTO employees (name, mail) VALUES ('Old', 'old')");
        servers.databaseCable().cut();
        assertRefused(program.ask("direct:employees-clear", Map.of()), 503, "The database is away");
        assertThat(mails()).containsExactly("old");
    }

    /** What is saved later is none of a session's. */
    private static void end() throws Exception {
        tables.execute("UPDATE import_session SET state = 'completed', ended = now()");
    }

    private static Exchange undo(UUID session) {
        return program.ask("direct:session-undo", Map.of("uuid", session.toString()));
    }
}
