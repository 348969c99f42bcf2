package caravan.dispatcher;

import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What tests of received events share: a dispatcher with two rules, and what its senders send and read. */
abstract class ReceiveTest extends DispatcherTest {
    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCHED = "application/cloudevents-batch+json";

    @TempDir
    static Path folder;

    static Path rules;

    @BeforeAll
    static void start() throws IOException {
        rules = Files.writeString(folder.resolve("rules"), "add $[?(@.type == 'sum')]\necho $[?(@.type == 'echo')]\n");
        program = new Program(
                        servers,
                        "dispatcher",
                        "EventRoute",
                        "DispatchRoute",
                        "OutboxRoute",
                        "ApplicationRoutes",
                        "ErrorConfiguration")
                .with("caravan.dispatcher.relay-period", "200")
                .with("caravan.dispatcher.rules", rules.toString())
                .with("caravan.dispatcher.rules-period", "50")
                .start();
    }

    @AfterEach
    void mend() throws Exception {
        servers.databaseCable().mend();
        await().pollDelay(Duration.ZERO)
                .until(() -> status(receive(
                                STRUCTURED, event("mend", UUID.randomUUID().toString(), "1")))
                        == 202);
        await().pollDelay(Duration.ZERO).until(() -> tables.count("outbox") == 0);
    }

    static Message receive(String type, String body) {
        return program.ask("direct:receive", Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8))
                .getMessage();
    }

    static String event(String type, String id, String data) {
        return "{\"specversion\": \"1.0\", \"type\": \"" + type + "\", \"source\": \"/s\", \"id\": \"" + id
                + "\", \"data\": " + data + "}";
    }

    static int status(Message answer) {
        return answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    static UUID id(Message answer) {
        return read(answer, UUID.class);
    }

    static List<UUID> ids(Message answer) {
        return Arrays.asList(read(answer, UUID[].class));
    }

    static <T> T read(Message answer, Class<T> type) {
        try {
            return new ObjectMapper().readValue(answer.getBody(String.class), type);
        } catch (IOException e) {
            throw new AssertionError(answer.getBody(String.class), e);
        }
    }
}
