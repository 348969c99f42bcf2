package caravan.minions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobRetentionRouteTest extends MasterTest {

    @BeforeAll
    static void start() {
        program = master("JobTableRoute", "ErrorConfiguration")
                .with("caravan.retention-period", "200")
                .start();
    }

    @Test
    void what_was_finished_longer_ago_than_it_is_kept_is_removed_and_nothing_else() throws Exception {
        UUID longAgo = job("finished", 31);
        tables.execute("INSERT INTO job_callback (job) VALUES (?)", longAgo);
        UUID lately = job("finished", 29);
        UUID never = job("created", 400);
        await().until(() ->
                tables.query("SELECT id FROM job WHERE id = ?", longAgo).isEmpty());
        assertThat(tables.query("SELECT id FROM job"))
                .extracting(row -> row.get("id"))
                .containsExactlyInAnyOrder(lately, never);
        assertThat(tables.count("job_callback")).isZero();
    }

    @Test
    void many_are_removed_in_one_go_in_batches() throws Exception {
        tables.execute("INSERT INTO job (id, kind, due, finished) SELECT gen_random_uuid(), 'time', now(),"
                + " now() - interval '31 days' FROM generate_series(1, 2500)");
        await().untilAsserted(() -> assertThat(tables.count("job")).isZero());
    }

    @Test
    void without_the_database_it_goes_on_when_that_is_back() throws Exception {
        servers.databaseCable().cut();
        job("finished", 31);
        await().during(Duration.ofMillis(500)).until(() -> tables.count("job") == 1);
        servers.databaseCable().mend();
        await().untilAsserted(() -> assertThat(tables.count("job")).isZero());
    }

    private static UUID job(String column, int days) throws Exception {
        UUID id = UUID.randomUUID();
        tables.execute(
                "INSERT INTO job (id, kind, due, " + column
                        + ") VALUES (?, 'time', now(), now() - ? * interval '1 day')",
                id,
                days);
        return id;
    }
}
