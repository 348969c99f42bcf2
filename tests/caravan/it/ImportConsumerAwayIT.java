package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A consumer loses its own way to a server in the middle of an import, of which the publisher sees nothing but delay. */
@Tag("real-servers")
class ImportConsumerAwayIT {

    private static final int ROWS = 60_000;
    private static final int KNOWN = 100;

    /** Longer than a session's queue may be empty. */
    private static final Duration AWAY = Duration.ofSeconds(3);

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static ServerWires servers;
    static Program consumer;
    static Imports imports;

    @BeforeAll
    static void start() {
        servers = new ServerWires(TESTBED.own());
        consumer = TESTBED.start(servers.properties("caravan.roles=consumer"));
        imports = new Imports(
                TESTBED.startBeside(consumer, "caravan.roles=publisher", "caravan.consumer.port=" + consumer.port()),
                consumer);
    }

    @AfterAll
    static void close() {
        servers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "broker, cut, live",
        "broker, cut, batch",
        "broker, hush, live",
        "broker, hush, batch",
        "database, cut, live",
        "database, cut, batch",
        "database, hush, live",
        "database, hush, batch"
    })
    void nothing_is_lost_and_the_account_is_exact_when_it_is_back(String server, String how, String mode) {
        String prefix = "consumer-" + server + "-" + how + "-" + mode;
        imports.simulate(Form.of("known.csv", Imports.rows(prefix, 1, KNOWN)));
        long before = imports.table();
        UUID id = imports.begin(Form.of("staff.csv", () -> Imports.many(prefix, 1, ROWS))
                .with("mode", mode)
                .with("timeout", "1"));
        imports.awaitReceived(id, received -> received > ROWS / 10);

        Wire wire = server.equals("broker") ? servers.broker() : servers.database();
        if (how.equals("cut")) {
            wire.cut();
        } else {
            wire.hush();
        }
        await().atMost(Imports.PATIENCE)
                .until(() -> consumer.get("/healthcheck/").statusCode() == 503);
        await().during(AWAY)
                .atMost(AWAY.multipliedBy(5))
                .until(() -> imports.account(id).get("state").asText().equals("running"));
        wire.join();

        Imports.expectBalance(imports.awaitEnd(id), ROWS, ROWS - KNOWN, KNOWN, 0, imports.table() - before);
        assertThat(imports.session(id).get("state").asText()).isEqualTo("completed");
        assertThat(imports.publisher().log() + consumer.log()).doesNotContain("\tat ");
        try (Queues queues = new Queues(TESTBED.broker(consumer))) {
            assertThat(queues.has(id)).isFalse();
        }
    }
}
