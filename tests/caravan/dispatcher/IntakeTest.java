package caravan.dispatcher;

import caravan.shared.Program;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
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

    static Message dispatch(String uri, String key) {
        return program.ask("direct:dispatch", Map.of(Exchange.HTTP_URI, uri, "Idempotency-Key", key))
                .getMessage();
    }
}
