package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.Program;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** What tests of the protocol share: a consumer with room for three sessions, asked as publishers ask it. */
abstract class SessionProtocolTest extends SessionTest {
    static Stranger stranger;

    @BeforeAll
    static void start() {
        stranger = new Stranger(servers.brokerItself());
        program = new Program(
                        servers,
                        "consumer",
                        "SessionRoute",
                        "SessionRowsRoute",
                        "ConsumerErrorConfiguration",
                        "ErrorConfiguration")
                .with("caravan.consumer.sessions", "3")
                .start();
    }

    /** What a test has left open would listen on. */
    @AfterEach
    void release() throws Exception {
        for (Map<String, Object> row : tables.query("SELECT id FROM import_session WHERE ended IS NULL")) {
            remove((UUID) row.get("id"));
        }
    }

    static Exchange ask(String route) {
        return program.ask(route, Map.of());
    }

    static UUID create() throws Exception {
        JsonNode answer = json(ask("direct:session-create"));
        return UUID.fromString(answer.get("uuid").asText());
    }

    static Exchange process(UUID session, int timeout, String mode) {
        return program.ask(
                "direct:session-process",
                Map.of("uuid", session.toString(), "timeout", Integer.toString(timeout), "mode", mode));
    }

    static JsonNode account(UUID session) throws Exception {
        return json(program.ask("direct:session-get", Map.of("uuid", session.toString())));
    }

    static Exchange remove(UUID session) {
        return program.ask("direct:session-remove", Map.of("uuid", session.toString()));
    }

    static void assertAccount(JsonNode account, long checksum, long saved, long duplicates, long rejected, long count) {
        assertThat(account.get("checksum").asLong()).isEqualTo(checksum);
        assertThat(account.get("saved").asLong()).isEqualTo(saved);
        assertThat(account.get("duplicates").asLong()).isEqualTo(duplicates);
        assertThat(account.get("rejected").asLong()).isEqualTo(rejected);
        assertThat(account.get("db_count").asLong()).isEqualTo(count);
    }
}
