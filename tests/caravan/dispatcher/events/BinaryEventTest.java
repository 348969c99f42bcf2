package caravan.dispatcher.events;

import static caravan.dispatcher.events.Requests.binary;
import static caravan.dispatcher.events.Requests.event;
import static caravan.dispatcher.events.Requests.problem;
import static caravan.dispatcher.events.Requests.read;
import static caravan.dispatcher.events.Requests.structured;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.http.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events whose attributes are headers, and headers that are none. */
class BinaryEventTest {

    /** HTTP Protocol Binding, section 3.1.4, and JSON Event Format, section 3.2. */
    @Test
    void in_binary_mode_the_headers_are_the_attributes_and_the_body_the_data() {
        ReceivedEvent event = binary(
                "application/json; charset=utf-8",
                "{\"price\": 12.500}".getBytes(UTF_8),
                "ce-type",
                "com.example.someevent",
                "Ce-Time",
                "2018-04-05T03:56:24Z",
                "CE-SUBJECT",
                "Euro%20%E2%82%AC%20%F0%9F%98%80",
                "ce-comexampleothervalue",
                "5");
        assertThat(event.data()).isEqualTo("{\"price\":12.500}");
        assertThat(event.columns().time()).isEqualTo("2018-04-05T03:56:24Z");
        assertThat(event.columns().contentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(event.document()).containsEntry("comexampleothervalue", "5").containsEntry("subject", "Euro € 😀");
    }

    @Test
    void the_text_of_a_binary_event_is_its_json_form_and_reads_the_same() {
        byte[] bytes = {(byte) 0x80, 1, 0, 1};
        for (ReceivedEvent event : List.of(
                binary("application/json", "[1.10, {\"a\": \"ü\"}]".getBytes(UTF_8), "ce-ext", "%22"),
                binary("text/plain", "ü🐫".getBytes(UTF_8), "ce-subject", "s"),
                binary("application/octet-stream", bytes, "ce-time", "2018-04-05T03:56:24.5+02:00"),
                binary(null, new byte[0]))) {
            ReceivedEvent again = structured(event.columns().text());
            assertThat(again).isEqualTo(event);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, [1], [1]",
        "text/json, [1], [1]",
        "application/vnd.api+json, [1], [1]",
        "APPLICATION/PROBLEM+JSON; charset=UTF-8, [1], [1]",
        "text/plain, [1], '\"[1]\"'",
        "text/plain; charset=us-ascii, hello, '\"aGVsbG8=\"'",
        "text/plain; charset=\"UTF-8\", hello, '\"hello\"'",
        "application/x-www-form-urlencoded, a=%zz, '\"a=%zz\"'",
        "multipart/form-data; boundary=x, --x--, '\"--x--\"'",
        "application/jsonl, '{}', '\"{}\"'"
    })
    void a_body_is_json_text_or_base64_as_its_type_says(String type, String body, String data) {
        assertThat(binary(type, body.getBytes(UTF_8)).data()).isEqualTo(data);
    }

    @Test
    void a_body_that_is_no_text_is_base64() {
        assertThat(binary("text/plain", new byte[] {(byte) 0xFF}).data()).isEqualTo("\"/w==\"");
        assertThat(binary("text/plain", new byte[] {'a', 0}).data()).isEqualTo("\"YQA=\"");
        assertThat(binary(null, new byte[] {'a'}).data()).isEqualTo("\"a\"");
        assertThat(binary("application/json", new byte[0]).data()).isEqualTo("null");
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
}
