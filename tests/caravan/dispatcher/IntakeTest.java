package caravan.dispatcher;

import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** What tests of the intake share: a dispatcher that takes requests and runs nothing. */
abstract class IntakeTest extends DispatcherTest {
    @BeforeAll
    static void start() {
        program = new Program(
                        servers,
                        "dispatcher",
                        "DispatchRoute",
                        "OutboxRoute",
                        "ApplicationRoutes",
                        "ErrorConfiguration")
                .start();
    }

    /** What is still being published when the program stops is waited for, for ten seconds. */
    @AfterEach
    void settle() {
        await().pollDelay(Duration.ZERO).until(() -> tables.outbox().isEmpty());
    }

    static Message dispatch(String uri, String key) {
        return program.ask("direct:dispatch", Map.of(Exchange.HTTP_URI, uri, "Idempotency-Key", key))
                .getMessage();
    }
}
