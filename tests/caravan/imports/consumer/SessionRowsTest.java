package caravan.imports.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import caravan.shared.Program;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.BeforeAll;

/** What tests of saved rows share: batches as they come from a queue, and a look at the table. */
abstract class SessionRowsTest extends SessionTest {
    private static ProducerTemplate routes;

    @BeforeAll
    static void start() {
        program = new Program(
                        servers,
                        "consumer",
                        "SessionRowsRoute",
                        "SessionRoute",
                        "ConsumerErrorConfiguration",
                        "ErrorConfiguration")
                .start();
        routes = program.context().createProducerTemplate();
    }

    static void save(UUID session, Received... messages) {
        save(session, Arrays.asList(messages));
    }

    static void save(UUID session, List<Received> messages) {
        routes.sendBody("direct:session-save", new SessionBatch(session, messages));
    }

    static List<String> mails() throws Exception {
        return tables.query("SELECT mail FROM employees ORDER BY mail").stream()
                .map(row -> (String) row.get("mail"))
                .toList();
    }

    static Received numbered(long number, String mail) {
        return message(number, row(mail));
    }

    static Received message(Long number, String body) {
        return new Received(1, number, body.getBytes(UTF_8));
    }

    static String row(String mail) {
        return "{\"name\": \"Name of " + mail + "\", \"mail\": \"" + mail + "\"}";
    }
}
