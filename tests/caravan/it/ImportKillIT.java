package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half of an import is killed in the middle, as by a power cut. Embedded servers die with the process that has them. */
class ImportKillIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    private static final int KNOWN = 100;
    private final int rows = TESTBED.isReal() ? 200_000 : 20_000;

    @AfterEach
    void leaveNobodyForTheNextTest() {
        TESTBED.stopPrograms();
    }

    @Test
    void the_import_goes_on_by_itself_when_the_consumer_is_back() {
        String port = String.valueOf(Program.freePort());
        Program publisher = TESTBED.start("caravan.roles=publisher", "caravan.consumer.port=" + port);
        String[] consumer = {"caravan.roles=consumer", "caravan.port=" + port};
        Program first = TESTBED.startBeside(publisher, consumer);
        Imports imports = new Imports(publisher, first);
        long before = before(imports, "consumer");
        UUID id = begin(imports, "consumer", "live");
        imports.awaitReceived(id, received -> received > rows / 10);

        first.kill9();

        Program second = TESTBED.startBeside(publisher, consumer);
        JsonNode account = imports.awaitEnd(id);
        expectAll(account, new Imports(publisher, second).table() - before);
        assertThat(publisher.log() + second.log()).doesNotContain("\tat ");
    }

    @Tag("real-servers")
    @ParameterizedTest
    @ValueSource(strings = {"live", "batch"})
    void the_import_is_not_completed_when_its_publisher_is_back_and_can_be_resumed(String mode) {
        String port = String.valueOf(Program.freePort());
        String[] role = {"caravan.roles=publisher", "caravan.consumer.port=" + port};
        Program first = TESTBED.start(role);
        Program consumer = TESTBED.startBeside(first, "caravan.roles=consumer", "caravan.port=" + port);
        Imports imports = new Imports(first, consumer);
        long before = before(imports, mode);
        UUID id = begin(imports, mode, mode);
        imports.awaitReceived(id, received -> received > rows / 10);

        first.kill9();

        Program second = TESTBED.start(role);
        resumeToTheEnd(new Imports(second, consumer), id, before);
        assertThat(second.log() + consumer.log()).doesNotContain("\tat ");
    }

    @Tag("real-servers")
    @Test
    void everything_is_killed_at_once_and_again_while_it_is_resumed() {
        String[] roles = {"caravan.roles=publisher,consumer"};
        Imports first = new Imports(TESTBED.start(roles));
        long before = before(first, "all");
        UUID id = begin(first, "all", "live");
        first.awaitReceived(id, received -> received > rows / 10);
        first.publisher().kill9();

        Imports second = new Imports(TESTBED.start(roles));
        expectNotCompleted(second.account(id));
        long received = second.session(id).get("checksum").asLong();
        assertThat(second.publisher().post("/imports/" + id + "/resume", "").statusCode())
                .isEqualTo(202);
        await().atMost(Imports.PATIENCE)
                .until(() -> second.account(id).get("received").asLong() > received + 1000);
        second.publisher().kill9();

        Imports third = new Imports(TESTBED.start(roles));
        resumeToTheEnd(third, id, before);
        long table = third.table();
        JsonNode undone = Tasks.json(
                third.publisher().post("/imports/" + id + "/undo", "").body());
        assertThat(undone.get("undone").asInt()).isEqualTo(rows - KNOWN);
        assertThat(third.table()).isEqualTo(table - (rows - KNOWN));
    }

    private static long before(Imports imports, String prefix) {
        imports.simulate(Form.of("known.csv", Imports.rows(prefix, 1, KNOWN)));
        return imports.table();
    }

    private UUID begin(Imports imports, String prefix, String mode) {
        return imports.begin(Form.of("staff.csv", () -> Imports.many(prefix, 1, rows))
                .with("timeout", "2")
                .with("mode", mode));
    }

    private void resumeToTheEnd(Imports imports, UUID id, long before) {
        expectNotCompleted(imports.account(id));
        assertThat(imports.publisher().post("/imports/" + id + "/resume", "").statusCode())
                .isEqualTo(202);
        expectAll(imports.awaitEnd(id), imports.table() - before);
        assertThat(imports.publisher().post("/imports/" + id + "/resume", "").statusCode())
                .isEqualTo(409);
    }

    private static void expectNotCompleted(JsonNode account) {
        assertThat(account.get("state").asText()).as(account.toString()).isEqualTo("not-completed");
    }

    private void expectAll(JsonNode account, long grown) {
        Imports.expectBalance(account, rows, rows - KNOWN, KNOWN, 0, grown);
    }
}
