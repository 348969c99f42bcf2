package caravan.dispatcher.events;

import caravan.dispatcher.Event;
import caravan.shared.http.Problem;
import io.cloudevents.CloudEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Events of CloudEvents 1.0 as JSON objects: JSON Event Format 1.0.2, section 3. */
final class JsonEvent {

    private static final String DATA = "data";
    private static final String BASE64 = "data_base64";

    private JsonEvent() {}

    /**
     * @param value what the text says
     * @param text as it came
     * @throws Problem 400 that names the attribute, or data, which is wrong
     */
    static ReceivedEvent read(Object value, String text) {
        if (!(value instanceof Map<?, ?> members)) {
            throw Problem.of(400, "The event is no JSON object");
        }
        Map<String, Object> attributes = new LinkedHashMap<>();
        members.forEach((name, of) -> attributes.put((String) name, of));
        boolean plain = attributes.containsKey(DATA);
        Object content = attributes.remove(DATA);
        Object base64 = attributes.remove(BASE64);
        CloudEvent event = ContextAttributes.build(attributes);
        if (plain && base64 != null) {
            throw Problem.of(400, "The event has both data and data_base64, and may have one of them");
        }
        EventData data = base64 == null ? data(event, content) : binary(event, base64);
        return received(event, attributes, data, plain || base64 != null, text);
    }

    /**
     * @param attributes as they came
     * @param hasData whether it has any, be they null
     */
    static ReceivedEvent received(
            CloudEvent event, Map<String, Object> attributes, EventData data, boolean hasData, String text) {
        Map<String, Object> document = new LinkedHashMap<>(attributes);
        document.values().removeIf(of -> of == null);
        if (hasData) {
            document.put(DATA, data.value());
        }
        Event columns = new Event(
                event.getType(),
                null,
                (String) attributes.get("source"),
                event.getId(),
                (String) attributes.get("time"),
                (String) attributes.get("dataschema"),
                event.getDataContentType(),
                text);
        return new ReceivedEvent(columns, data.text(), document);
    }

    private static EventData data(CloudEvent event, Object content) {
        boolean json = type(event).map(MediaType::isJson).orElse(true);
        if (!json && content != null && !(content instanceof String)) {
            throw Problem.of(
                    400,
                    "data is " + Checked.kind(content) + ", and not a string, as the datacontenttype "
                            + Shown.quoted(event.getDataContentType()) + " would have it");
        }
        Characters.requireStorable(DATA, content);
        return new EventData(content, false);
    }

    private static EventData binary(CloudEvent event, Object base64) {
        return EventData.of(EventData.decoded(base64), type(event), BASE64);
    }

    private static Optional<MediaType> type(CloudEvent event) {
        return Optional.ofNullable(event.getDataContentType()).flatMap(MediaType::parse);
    }
}
