package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RabbitMQ or PostgreSQL is killed in the middle of an import, and started again: see {@link BrokerKillIT}, {@link DatabaseKillIT}. */
@Tag("real-servers")
@Tag("kills-servers")
class ImportServersKillIT {

    private static final int ROWS = 200_000;

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Imports imports;

    @BeforeAll
    static void start() {
        imports = new Imports(TESTBED.start("caravan.roles=publisher,consumer"));
    }

    @AfterAll
    static void leaveThemRunning() {
        Shell.run(RealServers.variable("CARAVAN_TEST_BROKER_START"));
        Shell.run(RealServers.variable("CARAVAN_TEST_DATABASE_START"));
    }

    @ParameterizedTest
    @CsvSource({"BROKER, live", "BROKER, batch", "DATABASE, live", "DATABASE, batch"})
    void the_import_goes_on_by_itself_when_the_server_is_back(String server, String mode) {
        String prefix = server + "-" + mode;
        imports.simulate(Form.of("known.csv", Imports.rows(prefix, 1, 100)));
        long before = imports.table();
        UUID id = imports.begin(Form.of("staff.csv", () -> Imports.many(prefix, 1, ROWS))
                .with("mode", mode)
                .with("timeout", "1"));
        imports.awaitReceived(id, received -> received > ROWS / 10);

        Shell.run(RealServers.variable("CARAVAN_TEST_" + server + "_KILL"));
        Shell.run(RealServers.variable("CARAVAN_TEST_" + server + "_START"));

        imports.publisher().awaitReady();
        Imports.expectBalance(imports.awaitEnd(id), ROWS, ROWS - 100, 100, 0, imports.table() - before);
        assertThat(imports.publisher().log()).doesNotContain("\tat ");
        try (Queues queues = new Queues(TESTBED.broker(imports.publisher()))) {
            assertThat(queues.has(id)).isFalse();
        }
    }
}
