package caravan.dispatcher.events;

import static caravan.dispatcher.events.Requests.assertBatchRefused;
import static caravan.dispatcher.events.Requests.assertRefused;
import static caravan.dispatcher.events.Requests.batch;
import static caravan.dispatcher.events.Requests.binary;
import static caravan.dispatcher.events.Requests.event;
import static caravan.dispatcher.events.Requests.problem;
import static caravan.dispatcher.events.Requests.read;
import static caravan.dispatcher.events.Requests.structured;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import caravan.shared.http.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that hold no events, whatever these would be: 400, and it is said why. */
class MalformedBodyTest {

    static Stream<Arguments> documents() {
        return Stream.of(
                arguments("", "empty"),
                arguments(" \n", "empty"),
                arguments("null", "no JSON object"),
                arguments("1", "no JSON object"),
                arguments("\"{}\"", "no JSON object"),
                arguments("[]", "no JSON object"),
                arguments("hello", "no JSON"),
                arguments("{'id': 1}", "no JSON"),
                arguments("{\"id\": 01}", "no JSON"),
                arguments("{\"id\": NaN}", "no JSON"),
                arguments("{\"id\": \"a\nb\"}", "no JSON"),
                arguments("{\"id\": \"a\0b\"}", "no JSON"),
                arguments("{\"id\": 1,}", "no JSON"),
                arguments("{\"id\": 1 /* one */}", "no JSON"),
                arguments("{\"id\": \"\\x\"}", "no JSON"),
                arguments("{\"id\": \"\\u12\"}", "no JSON"),
                arguments(event("").substring(0, 30), "cut off"),
                arguments(event("").substring(0, 51), "cut off"),
                arguments("{", "cut off"),
                arguments("{\"id\": [1", "cut off"),
                arguments(event("\"data\": {\"a\": [1"), "no JSON"),
                arguments(event("") + event(""), "goes on"),
                arguments(event("") + "]", "no JSON"),
                arguments(event("") + " x", "no JSON"),
                arguments("\uFEFF" + event(""), "byte order mark"),
                arguments(event("\"id\": \"2\""), "'id' twice"),
                arguments(event("\"data\": {\"a\": {\"b\": 1, \"c\": 2, \"b\": 1}}"), "'b' twice"),
                arguments(event("\"data\": 1, \"data\": 1"), "'data' twice"),
                arguments(event("\"data\": " + "[".repeat(2000) + "]".repeat(2000)), "deeper than 200 levels"),
                arguments(
                        event("\"data\": " + "{\"a\":".repeat(2000) + "1" + "}".repeat(2000)),
                        "deeper than 200 levels"),
                arguments("[".repeat(100_000), "deeper than 200 levels"),
                arguments(event("\"data\": " + "9".repeat(1001)), "more than 1000 digits"),
                arguments(event("\"data\": 0." + "9".repeat(1001)), "more than 1000 digits"),
                arguments(event("\"data\": 1E99999999999"), "exponent"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void a_body_that_is_no_json_object(String body, String said) {
        assertRefused(body, said);
    }

    @Test
    void a_nesting_that_is_allowed() {
        String deep = "[".repeat(198) + "]".repeat(198);
        assertThat(structured(event("\"data\": " + deep)).data()).isEqualTo(deep);
    }

    @Test
    void a_body_that_is_not_utf_8() {
        byte[] latin = event("\"data\": \"ü\"").getBytes(ISO_8859_1);
        for (String type : List.of(Requests.STRUCTURED, Requests.BATCHED, Requests.DRAFT)) {
            Problem problem = problem(() -> read(type, latin));
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem).hasMessageContaining("not UTF-8");
        }
        assertThat(problem(() -> binary("application/json", "\"ü\"".getBytes(ISO_8859_1))))
                .hasMessageContaining("not UTF-8");
        assertThat(problem(() -> read(Requests.STRUCTURED, new byte[] {(byte) 0xC0, (byte) 0x80})))
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void a_batch_with_one_that_is_wrong_names_its_index() {
        String good = event("");
        assertBatchRefused(
                "[" + good + ", " + good.replace("\"id\": \"1\"", "\"x\": \"1\"") + ", " + good + "]",
                "index 1",
                "id is missing");
        assertBatchRefused("[" + good + ", " + good + ", null]", "index 2", "no JSON object");
        assertBatchRefused("[" + good + ", [" + good + "]]", "index 1", "no JSON object");
        assertBatchRefused("[" + event("\"id\": \"2\"") + "]", "index 0", "'id' twice");
        assertBatchRefused("[" + good + ", " + event("\"data\": " + "[".repeat(2000)) + "]", "index 1", "200 levels");
        assertBatchRefused("[" + good + ", " + good.substring(0, 30), "index 1", "cut off");
        assertBatchRefused("[" + good + ", " + event("\"data\": \"\\u0000\"") + "]", "index 1", "NUL");
        assertBatchRefused("[" + good + ", " + good.replace("1.0", "0.3") + "]", "index 1", "specversion");
    }

    @Test
    void what_is_no_batch() {
        assertBatchRefused(event(""), "no JSON array");
        assertBatchRefused("", "empty");
        assertBatchRefused("1", "no JSON array");
        assertBatchRefused("[" + event(""), "cut off");
        assertBatchRefused("[" + event("") + ",]", "no JSON");
        assertBatchRefused("[]x", "no JSON");
        assertBatchRefused("[][]", "goes on");
        assertBatchRefused("\uFEFF[]", "byte order mark");
    }

    @Test
    void a_batch_of_too_many_is_a_413() {
        Problem problem = problem(() -> batch("[" + (event("") + ",").repeat(Requests.MOST + 1) + "nonsense"));
        assertThat(problem.status()).isEqualTo(413);
        assertThat(problem).hasMessageContaining("more than the 5 events");
    }
}
