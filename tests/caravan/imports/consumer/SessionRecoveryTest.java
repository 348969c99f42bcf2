package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Servers, other processes and queues go away in the middle of a session, and each row counts once. */
class SessionRecoveryTest extends SessionProtocolTest {
    @Test
    void when_the_broker_was_away_in_the_middle_each_row_counts_once() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        stranger.publish(session, 1, 500);
        await().until(() -> account(session).get("saved").asLong() > 0);
        servers.brokerCable().cut();
        // What it had not acknowledged comes again; so do rows that a publisher sends again.
        stranger.publish(session, 301, 800);
        servers.brokerCable().mend();
        await().until(() -> account(session).get("saved").asLong() == 800);
        assertAccount(json(remove(session)), 800, 800, 0, 0, 800);
    }

    @Test
    void when_the_database_was_away_in_the_middle_each_row_counts_once() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        stranger.publish(session, 1, 300);
        servers.databaseCable().cut();
        stranger.publish(session, 301, 600);
        mend();
        await().ignoreExceptions().until(() -> account(session).get("saved").asLong() == 600);
        assertAccount(json(remove(session)), 600, 600, 0, 0, 600);
    }

    @Test
    void who_listens_keeps_others_out() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        await().until(() -> !stranger.consumes(session));
        stranger.publish(session, 1, 5);
        assertAccount(json(remove(session)), 5, 5, 0, 0, 5);
    }

    @Test
    void what_another_one_listens_to_is_taken_over_when_that_is_gone() throws Exception {
        UUID session = create();
        UUID another = create();
        process(another, 60, "live");
        try (Connection other = stranger.connect()) {
            stranger.consume(other, session);
            process(session, 60, "live");
            stranger.publish(session, 1, 5);
            await().during(Duration.ofMillis(1500))
                    .until(() -> account(session).get("checksum").asLong() == 0);
            // One session that is refused costs the others nothing.
            stranger.publish(another, 11, 15);
            assertAccount(json(remove(another)), 5, 5, 0, 0, 5);
        }
        await().until(() -> account(session).get("saved").asLong() == 5);
        assertAccount(json(remove(session)), 5, 5, 0, 0, 10);
    }

    @Test
    void a_session_whose_process_has_died_is_listened_to_again() throws Exception {
        UUID session = UUID.randomUUID();
        mailbox.declare(session.toString());
        stranger.publish(session, 1, 5);
        tables.execute(
                "INSERT INTO import_session (id, state, mode, timeout) VALUES (?, 'listening', 'live', 60)", session);
        await().until(() -> account(session).get("saved").asLong() == 5);
        assertAccount(json(remove(session)), 5, 5, 0, 0, 5);
    }

    @Test
    void one_that_was_being_removed_when_its_process_died_ends_as_it_was_told() throws Exception {
        UUID session = UUID.randomUUID();
        mailbox.declare(session.toString());
        stranger.publish(session, 1, 5);
        tables.execute(
                "INSERT INTO import_session (id, state, mode, timeout, removal)"
                        + " VALUES (?, 'listening', 'live', 60, 'completed')",
                session);
        await().until(() -> row(session).get("ended") != null);
        assertThat(row(session)).containsEntry("state", "completed");
        assertCounts(session, 5, 5, 0, 0);
        assertThat(mailbox.exists(session.toString())).isFalse();
    }

    @Test
    void one_whose_queue_is_gone_ends_as_not_completed_unless_it_was_told_to_end() throws Exception {
        UUID lost = session("listening", false);
        UUID removed = session("listening", false);
        tables.execute("UPDATE import_session SET removal = 'completed' WHERE id = ?", removed);
        tables.execute("UPDATE import_session SET listened = NULL");
        await().until(() -> row(lost).get("ended") != null && row(removed).get("ended") != null);
        assertThat(row(lost)).containsEntry("state", "not-completed");
        assertThat(row(removed)).containsEntry("state", "completed");
    }

    @Test
    void a_queue_that_is_deleted_while_it_listens_ends_the_session_with_what_it_has_received() throws Exception {
        UUID session = create();
        process(session, 1, "live");
        stranger.publish(session, 1, 5);
        await().until(() -> account(session).get("saved").asLong() == 5);
        mailbox.delete(session.toString());
        await().until(() -> row(session).get("ended") != null);
        assertThat(row(session)).containsEntry("state", "not-completed");
        assertCounts(session, 5, 5, 0, 0);
    }
}
