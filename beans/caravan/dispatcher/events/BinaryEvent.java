package caravan.dispatcher.events;

import caravan.shared.http.Problem;
import io.cloudevents.CloudEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Events of CloudEvents 1.0 whose attributes are headers: HTTP Protocol Binding 1.0.2, section 3.1. */
final class BinaryEvent {

    private static final String PREFIX = "ce-";
    private static final String CONTENT_TYPE = "datacontenttype";

    private BinaryEvent() {}

    /** Whether a request has such headers. */
    static boolean isIn(Map<String, Object> headers) {
        return headers.keySet().stream().anyMatch(BinaryEvent::isAttribute);
    }

    /**
     * @param headers by name, in any case; a list if there are several of one name
     * @param contentType of the body, or null
     * @param body the data
     * @throws Problem 400 that names the attribute, or the body, which is wrong; 415 if the body is JSON in another charset
     */
    static ReceivedEvent read(Map<String, Object> headers, String contentType, byte[] body) {
        Map<String, Object> attributes = new TreeMap<>();
        headers.forEach((name, value) -> {
            if (isAttribute(name)) {
                String attribute = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
                attributes.put(attribute, value(attribute, value));
            }
        });
        if (attributes.containsKey(CONTENT_TYPE)) {
            throw Checked.wrong(CONTENT_TYPE, "has a header of its own, and is the Content-Type here");
        }
        if (contentType != null) {
            attributes.put(CONTENT_TYPE, contentType);
        }
        CloudEvent event = ContextAttributes.build(attributes);
        EventData data = data(contentType, body);
        return JsonEvent.received(event, attributes, data, body.length > 0, text(attributes, data, body.length > 0));
    }

    private static EventData data(String contentType, byte[] body) {
        if (body.length == 0) {
            return EventData.NONE;
        }
        Optional<MediaType> type = Optional.ofNullable(contentType).flatMap(MediaType::parse);
        type.filter(json -> json.isJson() && !json.isUtf8()).ifPresent(json -> {
            throw Problem.of(415, "JSON is taken in UTF-8 only, not as " + Shown.quoted(contentType));
        });
        return EventData.of(body, type, "The body");
    }

    /** The event in the other form, the JSON object. */
    private static String text(Map<String, Object> attributes, EventData data, boolean hasData) {
        Map<String, Object> members = new LinkedHashMap<>(attributes);
        if (hasData) {
            members.put(data.encoded() ? "data_base64" : "data", data.value());
        }
        return StrictJson.write(members);
    }

    private static String value(String attribute, Object value) {
        if (value instanceof Collection) {
            throw Checked.wrong(attribute, "has more than one header");
        }
        return HeaderValue.decode(attribute, String.valueOf(value));
    }

    private static boolean isAttribute(String header) {
        return header.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }
}
