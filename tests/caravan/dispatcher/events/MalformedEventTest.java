package caravan.dispatcher.events;

import static caravan.dispatcher.events.Requests.assertRefused;
import static caravan.dispatcher.events.Requests.binary;
import static caravan.dispatcher.events.Requests.draft;
import static caravan.dispatcher.events.Requests.draftEvent;
import static caravan.dispatcher.events.Requests.event;
import static caravan.dispatcher.events.Requests.problem;
import static caravan.dispatcher.events.Requests.structured;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.http.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes and data with which a JSON object is no event of CloudEvents 1.0: 400, and it is said what is wrong. */
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

    @Test
    void what_is_repeated_of_an_event_is_short_and_visible() {
        Problem problem = problem(() -> structured(event("\"time\": \"\u202e" + "x".repeat(1000) + "\"")));
        assertThat(problem.getMessage()).contains("'\\u202exxx").contains("…'").hasSizeLessThan(250);
    }
}
