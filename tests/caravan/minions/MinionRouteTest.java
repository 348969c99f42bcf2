package caravan.minions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.minions.master.Receiver;
import caravan.shared.Program;
import caravan.shared.RouteTest;
import caravan.shared.registry.LocalInstances;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two minions of a process, as a master sees them. */
class MinionRouteTest extends RouteTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Vertx VERTX = Vertx.vertx();

    @BeforeAll
    static void start() {
        program = new Program(servers, "minion", "MinionRoute", "ErrorConfiguration")
                .bind("vertx", VERTX)
                .with("caravan.minions.most-jobs", "100")
                .start();
    }

    @AfterAll
    static void closeVertx() {
        VERTX.close();
    }

    @AfterEach
    void run() {
        instances().start("minion-1");
        instances().start("minion-2");
    }

    @Test
    void what_is_due_is_done_at_once() throws Exception {
        JsonNode time = order("time", Map.of("delay", "0"));
        assertThat(time.path("status").asText()).isEqualTo("finished");
        assertThat(time.path("result").asText()).isEqualTo("success");
        assertThat(time.path("message").asText()).matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000");
        JsonNode ball = order("magic8ball", Map.of("question", "Why?"));
        assertThat(ball.path("message").asText()).matches("[A-Z][A-Za-z',. ]+");
    }

    @Test
    void what_is_delayed_is_done_later() throws Exception {
        UUID id = UUID.randomUUID();
        JsonNode ordered = order("time", Map.of("uuid", id.toString(), "delay", "0.3"));
        assertThat(ordered.path("status").asText()).isEqualTo("pending");
        assertThat(ordered.path("message").isNull()).isTrue();
        await().until(() -> json(query("minion-1", id)).path("status").asText().equals("finished"));
    }

    @Test
    void the_same_uuid_twice_is_one_job() throws Exception {
        UUID id = UUID.randomUUID();
        JsonNode first = order("magic8ball", Map.of("uuid", id.toString(), "question", "Why?"));
        for (int i = 0; i < 20; i++) {
            assertThat(order("magic8ball", Map.of("uuid", id.toString(), "question", "Why?")))
                    .isEqualTo(first);
        }
        UUID delayed = UUID.randomUUID();
        order("time", Map.of("uuid", delayed.toString(), "delay", "60"));
        assertThat(order("time", Map.of("uuid", delayed.toString(), "delay", "0"))
                        .path("status")
                        .asText())
                .isEqualTo("pending");
    }

    @Test
    void each_has_its_own() throws Exception {
        UUID id = UUID.randomUUID();
        order("time", Map.of("uuid", id.toString()));
        assertThat(status(query("minion-1", id))).isEqualTo(200);
        Message unknown = query("minion-2", id);
        assertThat(status(unknown)).isEqualTo(400);
        assertThat(json(unknown).path("message").asText()).isEqualTo("UUID '" + id + "' not valid");
        assertThat(status(query("ratings-1", id))).isEqualTo(404);
        assertThat(status(query("minion-3", id))).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "time, uuid, '', UUID '' not valid",
        "time, uuid, none, UUID 'none' not valid",
        "time, delay, NaN, delay 'NaN' is not",
        "time, delay, 3601, delay '3601' is not",
        "magic8ball, question, ' ', The question is missing"
    })
    void what_is_wrong_is_a_job_that_was_not_started(String kind, String field, String value, String why)
            throws Exception {
        Map<String, String> fields =
                new HashMap<>(Map.of("uuid", UUID.randomUUID().toString()));
        fields.put(field, value);
        Message answer = post("minion-1", kind, fields);
        assertThat(status(answer)).isEqualTo(400);
        assertThat(json(answer).path("status").asText()).isEqualTo("not_started");
        assertThat(json(answer).path("message").asText()).contains(why);
    }

    @Test
    void one_that_is_full_refuses_until_it_is_emptied() throws Exception {
        Map<String, String> fields = Map.of("delay", "3600");
        int taken = 0;
        while (status(post("minion-2", "time", withId(fields))) == 200) {
            taken++;
        }
        assertThat(taken).isLessThanOrEqualTo(100);
        Message answer = post("minion-2", "time", withId(fields));
        assertThat(status(answer)).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        assertThat(status(post("minion-1", "time", withId(Map.of())))).isEqualTo(200);
        instances().stop("minion-2");
        await().until(() -> {
            instances().start("minion-2");
            boolean empty = status(post("minion-2", "time", withId(fields))) == 200;
            instances().stop("minion-2");
            return empty;
        });
    }

    @Test
    void a_paused_one_keeps_its_callers_waiting_and_does_nothing_meanwhile() throws Exception {
        UUID id = UUID.randomUUID();
        order("time", Map.of("uuid", id.toString(), "delay", "0.3"));
        instances().pause("minion-1");
        CompletableFuture<Message> waiting = CompletableFuture.supplyAsync(() -> query("minion-1", id));
        UUID other = UUID.randomUUID();
        post("minion-2", "time", Map.of("uuid", other.toString(), "delay", "0.5"));
        await().until(() ->
                json(query("minion-2", other)).path("status").asText().equals("finished"));
        assertThat(waiting).isNotDone();
        instances().start("minion-1");
        assertThat(status(waiting.join())).isEqualTo(200);
        await().until(() -> json(query("minion-1", id)).path("status").asText().equals("finished"));
    }

    @Test
    void a_stopped_one_refuses_and_has_forgotten_all() throws Exception {
        UUID id = UUID.randomUUID();
        order("time", Map.of("uuid", id.toString(), "delay", "3600"));
        instances().stop("minion-1");
        assertThat(status(query("minion-1", id))).isEqualTo(503);
        await().until(() -> {
            instances().start("minion-1");
            int status = status(query("minion-1", id));
            instances().stop("minion-1");
            return status == 400;
        });
    }

    @Test
    void its_master_is_told_of_what_was_delayed_until_it_has_taken_it() throws Exception {
        try (Receiver master = new Receiver(number -> number < 3 ? 503 : 200, null)) {
            UUID id = UUID.randomUUID();
            String address = master.url("").toString();
            order("time", Map.of("uuid", id.toString(), "delay", "0.2", "master", address));
            order("time", Map.of("master", address));
            await().until(() -> master.posted().size() == 3);
            assertThat(master.posted()).allSatisfy(posted -> {
                assertThat(posted.path()).isEqualTo("/ask_a_minion/v1/reports");
                assertThat(posted.type()).isEqualTo("application/json");
                assertThat(JSON.readTree(posted.body()).findValuesAsText("uuid"))
                        .containsExactly(id.toString());
            });
        }
    }

    private static JsonNode order(String kind, Map<String, String> fields) throws Exception {
        Message answer = post("minion-1", kind, fields.containsKey("uuid") ? fields : withId(fields));
        assertThat(status(answer)).as(answer.getBody(String.class)).isEqualTo(200);
        assertThat(answer.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        return json(answer);
    }

    private static Map<String, String> withId(Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("uuid", UUID.randomUUID().toString());
        return all;
    }

    private static Message post(String minion, String kind, Map<String, String> fields) {
        return program.context()
                .createProducerTemplate()
                .request("direct:minion-" + kind, exchange -> {
                    exchange.getMessage().setHeader("instance", minion);
                    exchange.setProperty("form", new HashMap<>(fields));
                })
                .getMessage();
    }

    private static Message query(String minion, UUID id) {
        return program.ask("direct:minion-query", Map.of("instance", minion, "uuid", id.toString()))
                .getMessage();
    }

    private static JsonNode json(Message answer) throws Exception {
        return JSON.readTree(answer.getBody(String.class));
    }

    private static int status(Message answer) {
        return answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
    }

    private static LocalInstances instances() {
        return program.bean("localInstances", LocalInstances.class);
    }
}
