package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TaskRetentionRouteTest extends DispatcherTest {

    @BeforeAll
    static void start() {
        program = new Program(servers, "dispatcher", "TaskRetentionRoute", "ErrorConfiguration")
                .with("caravan.retention-period", "200")
                .start();
    }

    @Test
    void what_ended_longer_ago_than_it_is_kept_is_removed_and_nothing_else() throws Exception {
        UUID longEnded = task(Duration.ofDays(40), 200, Duration.ofDays(31));
        UUID justEnded = task(Duration.ofDays(40), 200, Duration.ofDays(29));
        UUID neverEnded = task(Duration.ofDays(400), 202, null);
        UUID running = task(Duration.ofDays(400), 102, null);
        UUID young = task(Duration.ZERO, 500, Duration.ZERO);
        await().until(() ->
                tables.query("SELECT id FROM task WHERE id = ?", longEnded).isEmpty());
        assertThat(tables.query("SELECT id FROM task"))
                .extracting(row -> row.get("id"))
                .containsExactlyInAnyOrder(justEnded, neverEnded, running, young);
    }

    @Test
    void many_are_removed_in_one_go_in_batches() throws Exception {
        tables.execute(
                "INSERT INTO task (id, name, status, finished) SELECT ('00000000-0000-7000-8000-' || lpad(i::text, 12, '0'))::uuid,"
                        + " 'dispatch', 200, now() - interval '31 days' FROM generate_series(1, 2500) AS i");
        await().untilAsserted(() -> assertThat(tables.count("task")).isZero());
    }

    @Test
    void workers_that_are_long_gone_are_forgotten() throws Exception {
        UUID gone = tables.session(-2 * 24 * 3600);
        UUID late = tables.session(-3600);
        await().until(() ->
                tables.query("SELECT id FROM worker_session WHERE id = ?", gone).isEmpty());
        assertThat(tables.query("SELECT id FROM worker_session"))
                .extracting(row -> row.get("id"))
                .containsExactly(late);
    }

    @Test
    void without_the_database_it_goes_on_when_that_is_back() throws Exception {
        servers.databaseCable().cut();
        task(Duration.ofDays(40), 200, Duration.ofDays(31));
        await().during(Duration.ofMillis(500)).until(() -> tables.count("task") == 1);
        servers.databaseCable().mend();
        await().untilAsserted(() -> assertThat(tables.count("task")).isZero());
    }

    /** @param finished how long ago; null if it has not ended */
    private static UUID task(Duration created, int status, Duration finished) throws Exception {
        long time = System.currentTimeMillis() - created.toMillis();
        UUID id = new UUID(time << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits());
        tables.execute(
                "INSERT INTO task (id, name, status, finished) VALUES (?, 'dispatch', ?, now() - ? * interval '1 second')",
                id,
                status,
                finished == null ? null : (Integer) (int) finished.toSeconds());
        return id;
    }
}
