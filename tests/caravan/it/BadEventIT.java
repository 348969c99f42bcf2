package caravan.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent as an event and is none: it is said why, and nothing of it is stored. */
class BadEventIT {

    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Program program;
    static Events events;

    @BeforeAll
    static void start() {
        program = TESTBED.start("caravan.dispatcher.max-events=3", "caravan.http.max-bytes=100000");
        events = new Events(program);
    }

    static Stream<Arguments> malformed() {
        String event = Events.add("malformed");
        return Stream.of(
                arguments(Events.STRUCTURED, event.replace("\"id\": \"malformed\", ", ""), "id is missing"),
                arguments(Events.STRUCTURED, event.replace("malformed", ""), "id is empty"),
                arguments(Events.STRUCTURED, event.replace("\"source\"", "\"x\""), "source is missing"),
                arguments(Events.STRUCTURED, event.replace("/it", ""), "source is empty"),
                arguments(Events.STRUCTURED, event.replace("/it", "a b"), "source 'a b'"),
                arguments(Events.STRUCTURED, event.replace("\"type\"", "\"x\""), "type is missing"),
                arguments(Events.STRUCTURED, event.replace("org.example.add", ""), "type is empty"),
                arguments(Events.STRUCTURED, event.replace("specversion", "x"), "specversion is missing"),
                arguments(Events.STRUCTURED, event.replace("1.0", ""), "specversion is empty"),
                arguments(Events.STRUCTURED, event.replace("1.0", "0.3"), "specversion '0.3'"),
                arguments(Events.STRUCTURED, Events.with(event, "'time': 'now'"), "time 'now'"),
                arguments(Events.STRUCTURED, Events.with(event, "'dataschema': '/x'"), "dataschema '/x'"),
                arguments(Events.STRUCTURED, Events.with(event, "'eventType': 'x'"), "'eventType'"),
                arguments(Events.STRUCTURED, Events.with(event, "'my_extension': 'x'"), "'my_extension'"),
                arguments(Events.STRUCTURED, Events.with(event, "'myextension': {}"), "myextension is an object"),
                arguments(Events.STRUCTURED, Events.with(event, "'data_base64': 'AA=='"), "data and data_base64"),
                arguments(
                        Events.STRUCTURED,
                        event.replace("\"data\": [2, 2]", "\"data_base64\": \"A\""),
                        "data_base64 is no string in base64"),
                arguments(Events.STRUCTURED, Events.with(event, "'id': 'again'"), "'id' twice"),
                arguments(Events.STRUCTURED, event.replace("[2, 2]", "{\"a\":1,\"a\":1}"), "'a' twice"),
                arguments(Events.STRUCTURED, event.replace("[2, 2]", "\"\\u0000\""), "NUL"),
                arguments(Events.STRUCTURED, event.replace("[2, 2]", "\"\\ud800\""), "surrogate"),
                arguments(
                        Events.STRUCTURED,
                        event.replace("[2, 2]", "[".repeat(2000) + "]".repeat(2000)),
                        "deeper than 200 levels"),
                arguments(Events.STRUCTURED, event.replace("[2, 2]", "1E99999999999"), "exponent"),
                arguments(Events.STRUCTURED, event.substring(0, event.length() / 2), "cut off"),
                arguments(Events.STRUCTURED, event + event, "after its JSON"),
                arguments(Events.STRUCTURED, "", "empty"),
                arguments(Events.STRUCTURED, "\uFEFF" + event, "byte order mark"),
                arguments(Events.STRUCTURED, "[" + event + "]", "no JSON object"),
                arguments(
                        Events.BATCHED, "[" + event + "," + event.replace("1.0", "2.0") + "]", "index 1 of the batch"),
                arguments(Events.BATCHED, "[" + event + "," + event.substring(0, 50), "index 1 of the batch"),
                arguments(Events.BATCHED, event, "no JSON array"),
                arguments(Events.DRAFT, event, "eventType is missing"),
                arguments(
                        Events.DRAFT,
                        Events.json("{'eventType': 'org.example.add', 'source': '/it'}"),
                        "eventID is missing"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void what_is_no_event_is_a_400_that_says_why(String type, String body, String said) {
        assertThat(refused(400, () -> events.receive(type, body))).contains(said);
    }

    @Test
    void a_body_that_is_not_utf_8_is_a_400() {
        byte[] body = Events.add().replace("/it", "\u00fc").getBytes(ISO_8859_1);
        assertThat(refused(400, () -> events.receive(Events.STRUCTURED, body))).contains("not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "ce-id, '', id is empty",
        "ce-id, %C0%A0, id is not UTF-8",
        "ce-id, 100%, id has",
        "ce-specversion, 0.3, specversion",
        "ce-source, a b, source",
        "ce-time, now, time",
        "ce-my-extension, x, my-extension",
        "ce-datacontenttype, text/plain, datacontenttype"
    })
    void a_header_that_is_no_attribute_is_a_400(String name, String value, String said) {
        Map<String, String> headers = new HashMap<>(
                Map.of("ce-specversion", "1.0", "ce-type", "org.example.echo", "ce-source", "/it", "ce-id", "1"));
        headers.put(name, value);
        String[] lines = headers.entrySet().stream()
                .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                .toArray(String[]::new);
        assertThat(refused(400, () -> events.receive("text/plain", new byte[] {'x'}, lines)))
                .contains(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/cloudevents+xml",
                "application/cloudevents+json; charset=iso-8859-1",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "nonsense"
            })
    void another_content_type_is_a_415(String type) {
        assertThat(refused(415, () -> events.receive(type, Events.add()))).containsAnyOf(Events.STRUCTURED, "UTF-8");
    }

    @Test
    void a_body_over_a_mebibyte_is_a_413_in_chunks_too_and_one_of_a_mebibyte_is_not() {
        String event = Events.with(Events.add(), "'padding': ''");
        String largest = event.replace("\"padding\": \"", "\"padding\": \"" + "x".repeat(MIB - event.length()));
        assertThat(largest).hasSize(MIB);
        Events.task(events.receive(Events.STRUCTURED, largest));

        String above = Events.add().replace("2]", "2" + " ".repeat(MIB) + "]");
        assertThat(refused(413, () -> events.receive(Events.STRUCTURED, above))).contains(MIB + " bytes");
        int before = events.tasks();
        assertThat(events.chunked(above))
                .startsWith("HTTP/1.1 413 ")
                .contains("application/problem+json", MIB + " bytes");
        assertThat(events.tasks()).isEqualTo(before);
        assertThat(events.chunked(Events.add())).startsWith("HTTP/1.1 202 ");
    }

    @Test
    void too_many_events_are_a_413() {
        String batch = IntStream.range(0, 4).mapToObj(i -> Events.add()).collect(Collectors.joining(",", "[", "]"));
        assertThat(refused(413, () -> events.receive(Events.BATCHED, batch))).contains("more than the 3 events");
    }

    @Test
    void another_method_is_a_405_that_says_which_there_are() {
        HttpResponse<String> answer = program.get("/receive");
        assertThat(Events.detail(405, answer)).contains("GET");
        assertThat(answer.headers().firstValue("Allow")).contains("OPTIONS, POST");
    }

    private static String refused(int status, Supplier<HttpResponse<String>> request) {
        int before = events.tasks();
        String detail = Events.detail(status, request.get());
        assertThat(events.tasks()).isEqualTo(before);
        return detail;
    }
}
