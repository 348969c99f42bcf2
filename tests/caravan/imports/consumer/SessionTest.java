package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.RouteTest;
import caravan.shared.database.Queries;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the consumer's routes share: its tables are empty before each test, and its servers there after it. */
abstract class SessionTest extends RouteTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Queries tables;

    @BeforeAll
    static void open() {
        tables = new Queries(servers.databaseItself());
    }

    @BeforeEach
    void empty() throws Exception {
        tables.execute("TRUNCATE employees, import_session, import_batch, import_refusal");
    }

    @AfterEach
    void mend() throws Exception {
        servers.databaseCable().mend();
        servers.brokerCable().mend();
        // As Hikari keeps connections that were cut until somebody asks for one.
        await().pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .until(() -> program.context()
                                .createProducerTemplate()
                                .requestBody("direct:employees-count", null, Long.class)
                        >= 0);
    }

    /**
     * A session that has listened and, if so, ended; without a queue. It seems that somebody else listens to it: this program
     * would find that it has no queue, and end it.
     */
    static UUID session(String state, boolean ended) throws Exception {
        UUID id = UUID.randomUUID();
        tables.execute(
                "INSERT INTO import_session (id, state, mode, timeout, listened, ended) VALUES (?, ?, 'live', 5,"
                        + " now() + interval '1 hour', CASE WHEN ? THEN now() END)",
                id,
                state,
                ended);
        return id;
    }

    static Map<String, Object> row(UUID session) throws Exception {
        return tables.query("SELECT * FROM import_session WHERE id = ?", session)
                .get(0);
    }

    /** Checks received, saved, duplicates and rejected of a session. */
    static void assertCounts(UUID session, long received, long saved, long duplicates, long rejected) throws Exception {
        Map<String, Object> row = row(session);
        assertThat(row)
                .containsEntry("received", received)
                .containsEntry("saved", saved)
                .containsEntry("duplicates", duplicates)
                .containsEntry("rejected", rejected);
    }

    static JsonNode json(Exchange answer) throws JsonProcessingException {
        return JSON.readTree(answer.getMessage().getBody(String.class));
    }

    /** Checks that a request was answered as the protocol has errors. */
    static void assertRefused(Exchange answer, int status, String why) {
        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("ERROR");
        assertThat(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(status);
        assertThat(answer.getMessage().getHeader("X-Error", String.class)).contains(why);
    }
}
