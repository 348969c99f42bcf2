package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events over HTTP, in every mode, each run once by the application that the rules name. */
class ReceiveIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Program program;
    static Events events;
    static Tasks tasks;

    @BeforeAll
    static void start() {
        program = TESTBED.start("caravan.dispatcher.webhook-origins=eventemitter.example.com, other.example");
        events = new Events(program);
        tasks = new Tasks(program);
    }

    @Test
    void a_structured_event_is_run_by_the_application_of_its_rule() {
        String event = Events.add();
        HttpResponse<String> answer = events.receive(Events.STRUCTURED + "; charset=UTF-8", event);

        UUID task = Events.task(answer);
        assertThat(answer.headers().firstValue("Location")).contains("/get/" + task);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode document = tasks.awaitEnd(task);
        assertThat(document.get("taskStatus").asText()).isEqualTo("200 OK");
        assertThat(document.get("taskName").asText()).isEqualTo("receive");
        assertThat(document.get("taskApplicationName").asText()).isEqualTo("add");
        assertThat(document.get("result").asInt()).isEqualTo(4);
        assertThat(document.get("eventType").asText()).isEqualTo("org.example.add");
        assertThat(document.get("source").asText()).isEqualTo("/it");
        assertThat(document.get("eventData").asText()).isEqualTo(event);
        assertThat(document.get("data").asText()).isEqualTo("[2,2]");
    }

    @Test
    void a_binary_event_has_its_attributes_in_headers_and_nothing_of_the_query() {
        String id = UUID.randomUUID().toString();
        UUID task = Events.task(program.post(
                "/receive?ce-id=forged&ce-type=org.example.add&ce-forged=x&Content-Type=application/json",
                "a=%zz&b",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "CE-SpecVersion",
                "1.0",
                "ce-type",
                "org.example.echo",
                "ce-source",
                "/it",
                "ce-id",
                id,
                "ce-subject",
                "Euro%20%E2%82%AC",
                "ce-time",
                "2018-04-05T17:31:00Z"));

        JsonNode document = tasks.awaitEnd(task);
        assertThat(document.get("eventID").asText()).isEqualTo(id);
        assertThat(document.get("contentType").asText()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(document.get("eventTime").asText()).isEqualTo("2018-04-05T17:31:00Z");
        assertThat(document.get("result").asText()).isEqualTo("a=%zz&b");
        JsonNode event = Tasks.json(document.get("eventData").asText());
        assertThat(event.get("subject").asText()).isEqualTo("Euro €");
        assertThat(event.has("forged")).isFalse();
    }

    @Test
    void a_binary_event_may_hold_any_bytes_of_any_type() {
        for (String type : List.of("image/png", "multipart/form-data; boundary=x", "text/plain; charset=utf-16")) {
            HttpResponse<String> answer = events.receive(
                    type,
                    new byte[] {(byte) 0xFF, 0},
                    "ce-specversion",
                    "1.0",
                    "ce-type",
                    "org.example.echo",
                    "ce-source",
                    "/it",
                    "ce-id",
                    UUID.randomUUID().toString());
            assertThat(tasks.awaitEnd(Events.task(answer)).get("result").asText())
                    .isEqualTo("/wA=");
        }
    }

    @Test
    void a_batch_is_answered_in_its_order_and_each_of_its_events_run() {
        String unknown = Events.add().replace("org.example.add", "none");
        String wrong = Events.add().replace("[2, 2]", "[\"two\"]");
        HttpResponse<String> answer =
                events.receive(Events.BATCHED, "[" + Events.add() + "," + unknown + "," + wrong + "]");

        List<UUID> ids = Events.batch(answer);
        assertThat(answer.headers().firstValue("Location")).contains("/get/" + ids.get(0));
        assertThat(tasks.awaitEnd(ids.get(0)).get("result").asInt()).isEqualTo(4);
        JsonNode unmatched = tasks.document(ids.get(1));
        assertThat(unmatched.get("taskStatus").asText()).isEqualTo("422 Unprocessable Entity");
        assertThat(unmatched.get("exceptionValue").asText()).contains("No rule", "'none'");
        assertThat(unmatched.get("taskApplicationName").isNull()).isTrue();
        assertThat(tasks.awaitEnd(ids.get(2)).get("exceptionValue").asText()).contains("'two' is not a number");
        assertThat(Events.batch(events.receive(Events.BATCHED, "[]"))).isEmpty();
    }

    @Test
    void the_json_of_0_1_is_taken() {
        String id = UUID.randomUUID().toString();
        UUID task = Events.task(events.receive(
                Events.DRAFT,
                Events.json("{'cloudEventsVersion': '0.1', 'eventType': 'org.example.add', 'eventTypeVersion': '3',"
                        + " 'eventID': '" + id + "', 'source': '/it', 'eventTime': '2018-04-05T17:31:00Z',"
                        + " 'schemaURL': '/schema', 'contentType': 'application/json',"
                        + " 'data': [12345678901234567890, 0.1]}")));

        JsonNode document = tasks.awaitEnd(task);
        assertThat(document.get("eventTypeVersion").asText()).isEqualTo("3");
        assertThat(document.get("eventID").asText()).isEqualTo(id);
        assertThat(document.get("schemaURL").asText()).isEqualTo("/schema");
        assertThat(program.get("/get/" + task).body()).contains("\"result\" : 12345678901234567890.1");
    }

    @Test
    void the_same_event_several_times_at_once_and_then_again_is_one_task() {
        for (int round = 0; round < 10; round++) {
            String event = Events.add();
            List<CompletableFuture<UUID>> answers = IntStream.range(0, 4)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> Events.task(events.receive(Events.STRUCTURED, event))))
                    .toList();
            Set<UUID> ids = answers.stream().map(CompletableFuture::join).collect(Collectors.toSet());
            assertThat(ids).hasSize(1);
            UUID task = ids.iterator().next();
            assertThat(tasks.awaitEnd(task).get("attempts").asInt()).isEqualTo(1);
            assertThat(Events.batch(events.receive(Events.BATCHED, "[" + Events.add() + "," + event + "]"))
                            .get(1))
                    .isEqualTo(task);
        }
    }

    @Test
    void source_and_id_are_a_pair() {
        String unique = UUID.randomUUID().toString();
        UUID one =
                Events.task(events.receive(Events.STRUCTURED, Events.add("bc").replace("/it", unique + "a")));
        UUID other =
                Events.task(events.receive(Events.STRUCTURED, Events.add("c").replace("/it", unique + "ab")));
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void the_handshake_of_webhooks_permits_who_is_named_and_nobody_else() {
        HttpResponse<String> permitted =
                events.options("/receive", "WebHook-Request-Origin", "other.example", "WebHook-Request-Rate", "120");
        assertThat(permitted.statusCode()).isEqualTo(200);
        assertThat(permitted.headers().map())
                .containsEntry("webhook-allowed-origin", List.of("other.example"))
                .containsEntry("webhook-allowed-rate", List.of("120"))
                .containsEntry("allow", List.of("OPTIONS, POST"));
        assertThat(events.options("/receive", "WebHook-Request-Origin", "other.example")
                        .headers()
                        .firstValue("WebHook-Allowed-Rate"))
                .contains("*");

        HttpResponse<String> unknown = events.options("/receive", "WebHook-Request-Origin", "example");
        assertThat(unknown.statusCode()).isEqualTo(403);
        for (HttpResponse<String> none : List.of(
                unknown, events.options("/receive"), events.options("/receive?WebHook-Request-Origin=other.example"))) {
            assertThat(none.headers().firstValue("WebHook-Allowed-Origin")).isEmpty();
            assertThat(none.headers().firstValue("WebHook-Allowed-Rate")).isEmpty();
            assertThat(none.headers().firstValue("Allow")).contains("OPTIONS, POST");
        }
    }

    @Test
    void a_sender_that_says_its_origin_may_send_and_a_page_may_not() {
        assertThat(events.raw("Origin: other.example", Events.add())).startsWith("HTTP/1.1 202 ");
        assertThat(events.raw("WebHook-Request-Origin: other.example", Events.add()))
                .startsWith("HTTP/1.1 202 ");
        assertThat(events.raw("Origin: http://other.example", Events.add())).startsWith("HTTP/1.1 403 ");
        assertThat(events.raw("Origin: nobody.example", Events.add())).startsWith("HTTP/1.1 403 ");
    }
}
