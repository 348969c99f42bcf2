package caravan.dispatcher.events;

import static caravan.dispatcher.events.Requests.batch;
import static caravan.dispatcher.events.Requests.binary;
import static caravan.dispatcher.events.Requests.event;
import static caravan.dispatcher.events.Requests.read;
import static caravan.dispatcher.events.Requests.structured;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import caravan.dispatcher.Event;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of events that are right; the examples are those of CloudEvents 1.0.2. */
class EventReaderTest {

    /** JSON Event Format, section 3.2, first to fourth example; the first with data. */
    private static final String ATTRIBUTES = """
            "specversion" : "1.0",
            "type" : "com.example.someevent",
            "source" : "/mycontext",
            "id" : "A234-1234-1234",
            "time" : "2018-04-05T17:31:00Z",
            "comexampleextension1" : "value",
            "comexampleothervalue" : 5,
            """;

    @Test
    void binary_data_that_are_no_text_are_kept_in_base64() {
        ReceivedEvent event = structured("{" + ATTRIBUTES
                + "\"datacontenttype\" : \"application/vnd.apache.thrift.binary\", \"data_base64\" : \"gAEAAQ==\"}");
        assertThat(event.data()).isEqualTo("\"gAEAAQ==\"");
        assertThat(event.document())
                .containsOnly(
                        entry("specversion", "1.0"),
                        entry("type", "com.example.someevent"),
                        entry("source", "/mycontext"),
                        entry("id", "A234-1234-1234"),
                        entry("time", "2018-04-05T17:31:00Z"),
                        entry("comexampleextension1", "value"),
                        entry("comexampleothervalue", 5),
                        entry("datacontenttype", "application/vnd.apache.thrift.binary"),
                        entry("data", "gAEAAQ=="));
    }

    @Test
    void xml_is_text_and_an_attribute_that_is_null_is_not_there() {
        String text = "{" + ATTRIBUTES
                + "\"unsetextension\": null, \"datacontenttype\" : \"application/xml\", \"data\" : \"<much wow=\\\"xml\\\"/>\"}";
        ReceivedEvent event = structured(text);
        assertThat(event.data()).isEqualTo("\"<much wow=\\\"xml\\\"/>\"");
        assertThat(event.document()).doesNotContainKey("unsetextension").containsEntry("data", "<much wow=\"xml\"/>");
        assertThat(event.columns())
                .isEqualTo(new Event(
                        "com.example.someevent",
                        null,
                        "/mycontext",
                        "A234-1234-1234",
                        "2018-04-05T17:31:00Z",
                        null,
                        "application/xml",
                        text));
    }

    @Test
    void json_is_itself() {
        ReceivedEvent event = structured("{" + ATTRIBUTES
                + "\"subject\": null, \"datacontenttype\" : \"application/json\","
                + " \"data\" : {\"appinfoA\" : \"abc\", \"appinfoB\" : 123, \"appinfoC\" : true}}");
        assertThat(event.data()).isEqualTo("{\"appinfoA\":\"abc\",\"appinfoB\":123,\"appinfoC\":true}");
        assertThat(event.document())
                .containsEntry("data", Map.of("appinfoA", "abc", "appinfoB", 123, "appinfoC", true));
    }

    @Test
    void without_a_type_data_are_json_a_string_too() {
        ReceivedEvent event = structured("{" + ATTRIBUTES + "\"data\" : \"I'm just a string\"}");
        assertThat(event.data()).isEqualTo("\"I'm just a string\"");
        assertThat(event.columns().contentType()).isNull();
        assertThat(structured(event("\"data\": \"{}\"")).data()).isEqualTo("\"{}\"");
    }

    @Test
    void an_event_without_data_has_the_input_null() {
        ReceivedEvent without = structured(event(""));
        assertThat(without.data()).isEqualTo("null");
        assertThat(without.document()).doesNotContainKey("data");
        ReceivedEvent with = structured(event("\"data\": null"));
        assertThat(with.data()).isEqualTo("null");
        assertThat(with.document()).containsKey("data");
    }

    /** JSON Event Format, section 4.3. */
    @Test
    void a_batch_is_its_events_in_their_order_each_with_its_own_text() {
        String first = "{" + ATTRIBUTES.replace("/mycontext", "/mycontext/4") + "\"data_base64\": \"/w==\"}";
        String second = "{  " + ATTRIBUTES.replace("A234", "ü🐫") + "\"data\": {\"appinfoA\": \"ü🐫\"} }";
        List<ReceivedEvent> events = batch("[\n " + first + " ,\t" + second + "\n]\n");
        assertThat(events).extracting(event -> event.columns().text()).containsExactly(first, second);
        assertThat(events).extracting(ReceivedEvent::data).containsExactly("\"/w==\"", "{\"appinfoA\":\"ü🐫\"}");
        assertThat(events).extracting(event -> event.columns().id()).containsExactly("A234-1234-1234", "ü🐫-1234-1234");
    }

    @Test
    void the_texts_of_a_long_batch_are_its_own_too() {
        String large = event("\"data\": \"" + "ü🐫x".repeat(20_000) + "\"");
        List<ReceivedEvent> events = batch("[" + large + ",\r\n" + large + " , " + event("") + "]");
        assertThat(events).extracting(event -> event.columns().text()).containsExactly(large, large, event(""));
    }

    @Test
    void a_batch_may_be_empty() {
        assertThat(batch(" [ ] ")).isEmpty();
    }

    @Test
    void a_batch_may_hold_as_many_as_are_allowed() {
        assertThat(batch("[" + (event("") + ",").repeat(Requests.MOST - 1) + event("") + "]"))
                .hasSize(Requests.MOST);
    }

    @Test
    void base64_of_json_or_text_is_json_or_text() {
        assertThat(structured(event("\"datacontenttype\": \"application/json\", \"data_base64\": \"WzEuMF0=\""))
                        .data())
                .isEqualTo("[1.0]");
        assertThat(structured(event("\"datacontenttype\": \"text/plain\", \"data_base64\": \"WzEuMF0=\""))
                        .data())
                .isEqualTo("\"[1.0]\"");
        assertThat(structured(event("\"data_base64\": \"\"")).data()).isEqualTo("\"\"");
        assertThat(structured(event("\"data_base64\": null, \"data\": 1")).data())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567890123456789012345678901234567890",
                "0.1000000000000000000000000000000000000000000001",
                "-1.50",
                "1E+400"
            })
    void numbers_keep_all_their_digits(String number) {
        assertThat(structured(event("\"data\": " + number)).data()).isEqualTo(number);
        assertThat(binary("application/json", number.getBytes(UTF_8)).data()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/cloudevents",
                "mailto:cncf-wg-serverless@lists.cncf.io",
                "urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66",
                "/cloudevents/spec/pull/123",
                "1-555-123-4567",
                "//pubsub.googleapis.com/projects/p/topics/t",
                "#a",
                "?a=%20b"
            })
    void a_source_is_any_uri_reference(String source) {
        assertThat(structured(event("").replace("/s", source)).columns().source())
                .isEqualTo(source);
    }

    @Test
    void attributes_may_be_of_any_type_that_json_has_for_them() {
        assertThat(structured(event("\"a\": \"\", \"b1\": true, \"c\": -2147483648, \"dataschema\": \"urn:x:y\""))
                        .document())
                .containsEntry("a", "")
                .containsEntry("b1", true)
                .containsEntry("c", -2147483648)
                .containsEntry("dataschema", "urn:x:y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+json",
                "Application/CloudEvents+JSON; Charset=UTF-8",
                "application/cloudevents+json;charset=\"utf-8\"",
                "application/cloudevents+json ; a=b ;"
            })
    void a_content_type_may_have_parameters_and_capitals(String type) {
        assertThat(read(type, event(""))).hasSize(1);
    }

    @Test
    void headers_beside_a_structured_event_do_not_count() {
        Map<String, Object> headers = Map.of("Content-Type", Requests.STRUCTURED, "ce-id", "another", "ce-x_y", "z");
        assertThat(new EventReader(1).read(headers, event("").getBytes(UTF_8)))
                .extracting(event -> event.columns().id())
                .containsExactly("1");
    }

    @Test
    void what_is_a_batch_is_said_by_its_type() {
        EventReader reader = new EventReader(1);
        assertThat(reader.isBatch("application/CLOUDEVENTS-batch+json; charset=utf-8"))
                .isTrue();
        assertThat(reader.isBatch(Requests.STRUCTURED)).isFalse();
        assertThat(reader.isBatch(null)).isFalse();
        assertThat(reader.isBatch("?")).isFalse();
    }
}
