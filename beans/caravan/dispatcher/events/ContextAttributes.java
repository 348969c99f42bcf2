package caravan.dispatcher.events;

import caravan.shared.http.Problem;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.Map;

/**
 * The context attributes of an event of CloudEvents 1.0. The SDK builds the event of them; before, it is checked what the
 * SDK lets pass: the standard is stricter than it about empty values, characters, numbers and times.
 */
final class ContextAttributes {

    private static final String VERSION = "specversion";

    private ContextAttributes() {}

    /**
     * @param values by name: strings, booleans or numbers; what is null is not there
     * @return the event, without its data
     * @throws Problem 400 that names the first attribute which is missing or wrong
     */
    static CloudEvent build(Map<String, Object> values) {
        String version = Checked.text(VERSION, values.get(VERSION));
        if (!version.equals(SpecVersion.V1.toString())) {
            throw Checked.wrong(VERSION, Shown.quoted(version) + " is not 1.0");
        }
        SpecVersion.V1.getMandatoryAttributes().stream().sorted().forEach(name -> Checked.text(name, values.get(name)));
        CloudEventBuilder event = CloudEventBuilder.v1();
        values.forEach((name, value) -> {
            if (value != null && !name.equals(VERSION)) {
                set(event, name, value);
            }
        });
        return event.build();
    }

    private static void set(CloudEventBuilder event, String name, Object value) {
        switch (name) {
            case "id" -> event.withId(Checked.text(name, value));
            case "type" -> event.withType(Checked.text(name, value));
            case "subject" -> event.withSubject(Checked.text(name, value));
            case "source" -> event.withSource(Checked.reference(name, Checked.text(name, value)));
            case "dataschema" -> event.withDataSchema(Checked.absolute(name, Checked.text(name, value)));
            case "time" -> event.withTime(Checked.time(name, Checked.text(name, value)));
            case "datacontenttype" -> {
                Checked.mediaType(name, Checked.text(name, value));
                event.withDataContentType((String) value);
            }
            default -> setExtension(event, name, value);
        }
    }

    private static void setExtension(CloudEventBuilder event, String name, Object value) {
        if (name.isEmpty() || !name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9')) {
            throw Problem.of(
                    400, "The attribute name " + Shown.quoted(name) + " has other characters than a to z and 0 to 9");
        }
        if (name.equals("data")) {
            throw Problem.of(400, "No attribute may have the name data");
        }
        if (value instanceof String text) {
            event.withExtension(name, Checked.characters(name, text));
        } else if (value instanceof Boolean flag) {
            event.withExtension(name, flag);
        } else if (value instanceof Integer number) {
            event.withExtension(name, number);
        } else if (value instanceof Number) {
            throw Checked.wrong(name, "is a number, and no whole one from -2147483648 to 2147483647");
        } else {
            throw Checked.wrong(name, "is " + Checked.kind(value) + ", and no attribute's value is one");
        }
    }
}
