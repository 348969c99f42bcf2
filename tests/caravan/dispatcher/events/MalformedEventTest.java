package caravan.dispatcher.events;

import static caravan.dispatcher.events.Requests.batch;
import static caravan.dispatcher.events.Requests.binary;
import static caravan.dispatcher.events.Requests.draft;
import static caravan.dispatcher.events.Requests.event;
import static caravan.dispatcher.events.Requests.problem;
import static caravan.dispatcher.events.Requests.read;
import static caravan.dispatcher.events.Requests.structured;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import caravan.shared.http.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no event is answered 400 (or 413, 415), and it is said what is wrong with it. */
class MalformedEventTest {

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "type", "source", "id"})
    void a_required_attribute_is_missing_null_empty_or_no_string(String name) {
        String whole = event("");
        assertRefused(
                whole.replaceAll(", \"" + name + "\": \"[^\"]*\"", "").replaceAll("\"" + name + "\": \"1.0\", ", ""),
                name,
                "missing");
        assertRefused(whole.replaceAll("(\"" + name + "\": )\"[^\"]*\"", "$1null"), name, "missing");
        assertRefused(whole.replaceAll("(\"" + name + "\": )\"[^\"]*\"", "$1\"\""), name, "empty");
        assertRefused(whole.replaceAll("(\"" + name + "\": )\"[^\"]*\"", "$11"), name, "a number");
        assertRefused(whole.replaceAll("(\"" + name + "\": )\"[^\"]*\"", "$1{}"), name, "an object");
        assertRefused(whole.replaceAll("(\"" + name + "\": )\"[^\"]*\"", "$1[]"), name, "an array");
        assertRefused(whole.replaceAll("(\"" + name + "\": )\"[^\"]*\"", "$1true"), name, "a boolean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.1", "1", "1.0.2", "2.0", " 1.0", "v1.0"})
    void another_specversion(String version) {
        assertRefused(event("").replace("1.0", version), "specversion", "not 1.0");
        assertThat(problem(() -> binary(
                        "text/plain",
                        new byte[0],
                        "ce-specversion",
                        version.strip().equals("1.0") ? "%201.0" : version)))
                .hasMessageContaining("specversion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2018-04-05",
                "2018-04-05T17:31Z",
                "2018-04-05T17:31:00",
                "2018-04-05 17:31:00Z",
                "2018-02-30T17:31:00Z",
                "2018-04-05T24:00:00Z",
                "2018-04-05T17:31:60Z",
                "2018-04-05T17:31:00+2",
                "1522949460"
            })
    void a_time_that_is_none(String time) {
        assertRefused(event("\"time\": \"" + time + "\""), "time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "http://a b", "%zz", "ü", "<x>", "http://[", ":", "a\\\\b"})
    void a_source_that_is_no_uri_reference(String source) {
        assertRefused(event("").replace("/s", source), "source", "URI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/schemas/1", "schema.json", "#a", "http://a b"})
    void a_dataschema_that_is_no_absolute_uri(String schema) {
        assertRefused(event("\"dataschema\": \"" + schema + "\""), "dataschema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "json",
                "text/",
                "/plain",
                "text/plain; charset",
                "a b/c",
                "text/plain, text/html",
                "text/plain; a=\\\"b"
            })
    void a_datacontenttype_that_is_no_media_type(String type) {
        assertRefused(event("\"datacontenttype\": \"" + type + "\", \"data\": \"\""), "datacontenttype");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Id", "eventType", "my_extension", "my-extension", "ünter", "a b", "", "a\\u0000", "data_base65"
            })
    void an_attribute_s_name_with_other_characters(String name) {
        assertRefused(event("\"" + name + "\": \"x\""), "attribute name '" + name.replace("\\u0000", "\\u0000") + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', an object",
        "[], an array",
        "1.5, whole",
        "1.0, whole",
        "1e3, whole",
        "2147483648, whole",
        "-2147483649, whole",
        "123456789012345678901234567890, whole"
    })
    void an_extension_that_is_of_no_type_of_attributes(String value, String said) {
        assertRefused(event("\"myextension\": " + value), "myextension", said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0000",
                "\\n",
                "\\u007f",
                "\\u0085",
                "\\ufffe",
                "\\ufdd0",
                "\\ud83f\\udfff",
                "\\ud800",
                "\\udc00x"
            })
    void a_character_that_no_attribute_has(String character) {
        for (String name : List.of("subject", "myextension")) {
            assertRefused(event("\"" + name + "\": \"a" + character + "\""), name);
        }
        assertRefused(event("").replace("\"1\"", "\"1" + character + "\""), "id");
    }

    @Test
    void an_empty_subject() {
        assertRefused(event("\"subject\": \"\""), "subject", "empty");
    }

    @Test
    void data_and_data_base64_together() {
        assertRefused(event("\"data\": 1, \"data_base64\": \"AA==\""), "data and data_base64");
        assertRefused(event("\"data\": null, \"data_base64\": \"AA==\""), "data and data_base64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"A\"",
                "\"AA\"",
                "\"AAA\"",
                "\"AA=A\"",
                "\"*AA=\"",
                "\"AA-_\"",
                "\"AA\\nAA\"",
                "\"=AAA\"",
                "1",
                "{}",
                "[]",
                "true"
            })
    void base64_that_is_none(String value) {
        assertRefused(event("\"data_base64\": " + value), "data_base64");
    }

    @Test
    void data_that_are_not_what_their_type_says() {
        assertRefused(
                event("\"datacontenttype\": \"text/plain\", \"data\": {}"), "data", "datacontenttype", "an object");
        assertRefused(event("\"datacontenttype\": \"application/xml\", \"data\": 1"), "data", "a number");
        assertRefused(event("\"datacontenttype\": \"application/json\", \"data_base64\": \"ew==\""), "data_base64");
        assertRefused(
                event("\"datacontenttype\": \"application/json\", \"data_base64\": \"/w==\""), "data_base64", "UTF-8");
        assertRefused(
                event("\"datacontenttype\": \"application/json\", \"data_base64\": \"\""), "data_base64", "empty");
        assertThat(problem(() -> binary("application/json", "{".getBytes(UTF_8))))
                .hasMessageContaining("body");
        assertThat(problem(() -> binary("application/json", "{}{}".getBytes(UTF_8))))
                .hasMessageContaining("body");
        assertThat(problem(() -> binary("application/json", "{\"a\":1,\"a\":2}".getBytes(UTF_8))))
                .hasMessageContaining("'a' twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "[{\"a\": [\"x\\u0000\"]}]",
                "{\"\\u0000\": 1}",
                "\"\\ud800\"",
                "[\"\\udfff\\ud800\"]",
                "{\"\\ud83d\": 1}"
            })
    void data_with_a_character_that_cannot_be_stored(String data) {
        assertRefused(event("\"data\": " + data), "data holds");
        assertThat(problem(() -> binary("application/json", data.getBytes(UTF_8))))
                .hasMessageContaining("body holds");
        assertThat(problem(() -> draft(draftEvent("\"data\": " + data)))).hasMessageContaining("data holds");
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"type", "source", "id", "specversion"})
    void a_binary_event_without_a_required_attribute(String name) {
        Map<String, Object> headers =
                new HashMap<>(Map.of("ce-specversion", "1.0", "ce-type", "t", "ce-source", "/s", "ce-id", "1"));
        headers.remove("ce-" + name);
        Problem problem = problem(() -> new EventReader(1).read(headers, null));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem).hasMessageContaining(name + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "ce-id, '', id is empty",
        "ce-id, %, id has in its header",
        "ce-id, a%2, id has in its header",
        "ce-id, %+1, id has in its header",
        "ce-id, %C0%A0, id is not UTF-8",
        "ce-id, %ED%A0%80, id is not UTF-8",
        "ce-id, %00, id holds",
        "ce-id, \u00fc, id has in its header",
        "ce-id, '\"a', id has in its header",
        "ce-id, '\"a\"b', id has in its header",
        "ce-subject, %0A, subject holds",
        "ce-time, now, time",
        "ce-my-extension, x, 'my-extension'",
        "ce-my_extension, x, 'my_extension'",
        "ce-, x, attribute name",
        "ce-data, x, name data",
        "ce-data_base64, x, 'data_base64'",
        "ce-datacontenttype, text/plain, datacontenttype"
    })
    void a_header_that_is_no_attribute(String header, String value, String said) {
        Problem problem =
                problem(() -> binary("text/plain", new byte[0], header.equals("ce-id") ? "CE-Id" : header, value));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.getMessage()).contains(said.replace("'", ""));
    }

    @Test
    void a_header_that_is_there_twice() {
        Map<String, Object> headers =
                Map.of("ce-specversion", "1.0", "ce-type", "t", "ce-source", "/s", "ce-id", List.of("1", "2"));
        assertThat(problem(() -> new EventReader(1).read(headers, null)))
                .hasMessageContaining("id has more than one header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/cloudevents",
                "application/cloudevents+xml",
                "application/cloudevents+avro",
                "application/cloudevents-batch+avro",
                "application/cloudevents+jsonx",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "nonsense",
                "application/cloudevents+json; charset",
                "application/cloudevents+json; charset=iso-8859-1",
                "application/cloudevents-batch+json; charset=utf-16",
                "application/json; charset=latin1",
                "application/json, application/json"
            })
    void a_content_type_that_is_not_taken_is_a_415_that_says_what_is(String type) {
        Problem problem = problem(() -> read(type, event("")));
        assertThat(problem.status()).isEqualTo(415);
        assertThat(problem.getMessage()).containsAnyOf("application/cloudevents+json", "UTF-8");
    }

    @Test
    void other_content_types_that_are_not_taken() {
        assertThat(problem(() -> read(null, event(""))).status()).isEqualTo(415);
        assertThat(problem(() -> binary("application/cloudevents+xml", new byte[0]))
                        .status())
                .isEqualTo(415);
        assertThat(problem(() -> binary("nonsense", new byte[0])).status()).isEqualTo(415);
        assertThat(problem(() -> binary("application/json; charset=utf-16", new byte[] {1}))
                        .status())
                .isEqualTo(415);
        assertThat(problem(() -> binary("text/plain", new byte[0], "Content-Encoding", "gzip"))
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({
        "eventType, 1",
        "eventType, \"\"",
        "eventType, null",
        "eventID, {}",
        "eventID, \"\"",
        "eventID, null",
        "source, []",
        "source, \"\"",
        "source, \"a b\"",
        "source, null",
        "eventTime, \"now\"",
        "eventTime, 1",
        "eventTypeVersion, 1",
        "eventTypeVersion, \"\"",
        "schemaURL, \"a b\"",
        "contentType, \"json\"",
        "cloudEventsVersion, \"1.0\"",
        "cloudEventsVersion, 0.1",
        "extensions, []",
        "eventType, \"a\\u0000\""
    })
    void of_0_1_each_attribute_that_is_wrong_is_named(String name, String value) {
        String event = "{\"" + name + "\": " + value
                + Stream.of("eventType", "eventID", "source")
                        .filter(other -> !other.equals(name))
                        .map(other -> ", \"" + other + "\": \"x\"")
                        .reduce("", String::concat)
                + "}";
        Problem problem = problem(() -> draft(event));
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.getMessage()).contains("The attribute " + name + " ");
    }

    @Test
    void an_event_of_1_0_that_is_sent_as_one_of_0_1_is_told_how() {
        assertThat(problem(() -> draft(event(""))))
                .hasMessageContaining("eventType")
                .hasMessageContaining(Requests.STRUCTURED);
        assertThat(problem(() -> draft("[" + draftEvent("") + "]"))).hasMessageContaining("no JSON object");
        assertThat(problem(() -> draft(draftEvent("\"source\": \"/t\"")))).hasMessageContaining("'source' twice");
    }

    @Test
    void what_is_repeated_of_an_event_is_short_and_visible() {
        Problem problem = problem(() -> structured(event("\"time\": \"\u202e" + "x".repeat(1000) + "\"")));
        assertThat(problem.getMessage()).contains("'\\u202exxx").contains("…'").hasSizeLessThan(250);
    }

    private static String draftEvent(String members) {
        return "{\"eventType\": \"t\", \"eventID\": \"1\", \"source\": \"/s\""
                + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    private static void assertRefused(String body, String... said) {
        assertSaid(problem(() -> structured(body)), body, said);
    }

    private static void assertBatchRefused(String body, String... said) {
        assertSaid(problem(() -> batch(body)), body, said);
    }

    private static void assertSaid(Problem problem, String body, String... said) {
        assertThat(problem).as(body).isNotNull();
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.getMessage()).contains(said).doesNotContain("Exception", "com.fasterxml", "Source:");
    }
}
