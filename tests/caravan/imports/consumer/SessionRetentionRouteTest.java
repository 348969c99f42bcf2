package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SessionRetentionRouteTest extends SessionTest {

    @BeforeAll
    static void start() {
        program = new Program(
                        servers,
                        "consumer",
                        "SessionRetentionRoute",
                        "SessionRowsRoute",
                        "SessionRoute",
                        "ErrorConfiguration")
                .with("caravan.retention-period", "200")
                .start();
    }

    @Test
    void what_ended_longer_ago_than_it_is_kept_is_removed_with_what_it_knows_and_nothing_else() throws Exception {
        UUID longEnded = ended(29);
        UUID justEnded = ended(29);
        for (UUID session : new UUID[] {longEnded, justEnded}) {
            tables.execute("INSERT INTO import_batch (session, saved) VALUES (?, '{[1,2)}')", session);
            tables.execute("INSERT INTO import_refusal (session, message, reason) VALUES (?, '', 'none')", session);
        }
        tables.execute("INSERT INTO employees (name, mail) VALUES ('A', 'a')");
        tables.execute("UPDATE import_session SET ended = ended - interval '2 days' WHERE id = ?", longEnded);
        await().until(() -> tables.count("import_session") == 1);
        assertThat(tables.query("SELECT id FROM import_session"))
                .extracting(row -> row.get("id"))
                .containsExactly(justEnded);
        assertThat(tables.count("import_batch")).isEqualTo(1);
        assertThat(tables.count("import_refusal")).isEqualTo(1);
        assertThat(tables.count("employees")).isEqualTo(1);
    }

    @Test
    void a_session_that_nobody_used_for_a_day_ends_and_its_queue_is_gone() throws Exception {
        UUID unused = created(25);
        UUID young = created(23);
        await().until(() -> row(unused).get("ended") != null);
        assertThat(row(unused)).containsEntry("state", "not-completed");
        await().until(() -> !mailbox.exists(unused.toString()));
        assertThat(row(young)).containsEntry("state", "created");
        assertThat(mailbox.exists(young.toString())).isTrue();
        mailbox.delete(young.toString());
    }

    @Test
    void without_the_broker_its_queue_is_gone_when_that_is_back() throws Exception {
        servers.brokerCable().cut();
        UUID unused = created(25);
        await().during(Duration.ofMillis(600)).until(() -> mailbox.exists(unused.toString()));
        servers.brokerCable().mend();
        await().until(() -> !mailbox.exists(unused.toString()));
        await().until(() -> row(unused).get("ended") != null);
    }

    @Test
    void without_the_database_it_goes_on_when_that_is_back() throws Exception {
        servers.databaseCable().cut();
        ended(31);
        await().during(Duration.ofMillis(500)).until(() -> tables.count("import_session") == 1);
        servers.databaseCable().mend();
        await().untilAsserted(() -> assertThat(tables.count("import_session")).isZero());
    }

    private static UUID ended(int days) throws Exception {
        UUID session = session("completed", true);
        tables.execute("UPDATE import_session SET ended = now() - ? * interval '1 day' WHERE id = ?", days, session);
        return session;
    }

    /** One that never listened, with its queue. */
    private static UUID created(int hours) throws Exception {
        UUID session = UUID.randomUUID();
        mailbox.declare(session.toString());
        tables.execute(
                "INSERT INTO import_session (id, created) VALUES (?, now() - ? * interval '1 hour')", session, hours);
        return session;
    }
}
