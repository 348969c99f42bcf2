package caravan.dispatcher.events;

import static caravan.dispatcher.events.Requests.draft;
import static caravan.dispatcher.events.Requests.draftEvent;
import static caravan.dispatcher.events.Requests.event;
import static caravan.dispatcher.events.Requests.json;
import static caravan.dispatcher.events.Requests.problem;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.dispatcher.Event;
import caravan.shared.http.Problem;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON of CloudEvents 0.1. */
class DraftEventTest {

    /** CloudEvents 0.1, JSON Event Format, section 3.2. */
    @Test
    void the_json_of_0_1_is_taken_with_its_own_names() {
        String text = """
                {
                    "cloudEventsVersion" : "0.1",
                    "eventType" : "com.example.someevent",
                    "eventTypeVersion" : "1.0",
                    "source" : "/mycontext",
                    "eventID" : "C234-1234-1234",
                    "eventTime" : "2018-04-05T17:31:00Z",
                    "schemaURL" : "/schemas/1",
                    "extensions" : {"comExampleExtension" : "value"},
                    "contentType" : "application/json",
                    "data" : {"appinfoA" : "abc", "appinfoB" : 123, "appinfoC" : true}
                }
                """;
        ReceivedEvent event = draft(text);
        assertThat(event.columns())
                .isEqualTo(new Event(
                        "com.example.someevent",
                        "1.0",
                        "/mycontext",
                        "C234-1234-1234",
                        "2018-04-05T17:31:00Z",
                        "/schemas/1",
                        "application/json",
                        text));
        assertThat(event.data()).isEqualTo("{\"appinfoA\":\"abc\",\"appinfoB\":123,\"appinfoC\":true}");
        assertThat(event.document())
                .containsEntry("specversion", "0.1")
                .containsEntry("type", "com.example.someevent")
                .containsEntry("eventType", "com.example.someevent")
                .containsEntry("source", "/mycontext")
                .containsEntry("id", "C234-1234-1234")
                .containsEntry("time", "2018-04-05T17:31:00Z")
                .containsEntry("dataschema", "/schemas/1")
                .containsEntry("datacontenttype", "application/json")
                .containsEntry("extensions", Map.of("comExampleExtension", "value"));
    }

    @Test
    void of_0_1_three_attributes_are_enough() {
        ReceivedEvent event =
                draft("{\"eventType\": \"t\", \"eventID\": \"1\", \"source\": \"/s\", \"eventTime\": null}");
        assertThat(event.data()).isEqualTo("null");
        assertThat(json(event.columns().text()).get("eventID").asText()).isEqualTo("1");
        assertThat(event.document()).doesNotContainKeys("time", "data", "dataschema");
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
    void a_stored_one_is_told_from_one_of_1_0_also_with_a_specversion() {
        EventReader reader = new EventReader(1);
        assertThat(reader.document(draftEvent("\"specversion\": \"1.0\""))).containsEntry("specversion", "0.1");
        assertThat(reader.document(event(""))).containsEntry("specversion", "1.0");
    }
}
