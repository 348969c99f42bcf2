package caravan.dispatcher.events;

import caravan.shared.http.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;

/**
 * Reads the events of a request, in the mode that its content type says: HTTP Protocol Binding 1.0.2, section 3. A request
 * is taken as a whole or not at all.
 */
public final class EventReader {

    private static final String CLOUDEVENTS = "application/cloudevents";
    private static final String STRUCTURED = CLOUDEVENTS + "+json";
    private static final String BATCHED = CLOUDEVENTS + "-batch+json";
    private static final String DRAFT = "application/json";
    private static final String BODY = "The body";

    private final int most;

    /** @param most events that one request may bring */
    public EventReader(int most) {
        this.most = most;
    }

    /**
     * @param headers of the request, by name, in any case; a list if there are several of one name
     * @param body as it came, or null
     * @return the events in their order; none if the batch is empty, which the standard allows (JSON Event Format 1.0.2,
     *     section 4.3)
     * @throws Problem 400 that names what is wrong with the first event which is; 413 for too many; 415 for a content type
     *     that is not taken
     */
    public List<ReceivedEvent> read(@Headers Map<String, Object> headers, @Body byte[] body) {
        byte[] bytes = body == null ? new byte[0] : body;
        requireNoCoding(headers.get("Content-Encoding"));
        String contentType = contentType(headers.get("Content-Type"));
        Optional<MediaType> type = Optional.ofNullable(contentType).flatMap(MediaType::parse);
        if (contentType != null && type.isEmpty()) {
            throw Problem.of(415, "The Content-Type " + Shown.quoted(contentType) + " is no media type; " + taken());
        }
        String name = type.map(MediaType::name).orElse("");
        if (!name.startsWith(CLOUDEVENTS) && BinaryEvent.isIn(headers)) {
            return List.of(BinaryEvent.read(headers, contentType, bytes));
        }
        if (!name.equals(STRUCTURED) && !name.equals(BATCHED) && !name.equals(DRAFT)) {
            throw Problem.of(
                    415,
                    (contentType == null ? "There is no Content-Type; " : Shown.quoted(contentType) + " is not taken; ")
                            + taken());
        }
        if (!type.get().isUtf8()) {
            throw Problem.of(415, "JSON is taken in UTF-8 only, not as " + Shown.quoted(contentType));
        }
        String text = Characters.jsonText(bytes, BODY);
        return switch (name) {
            case STRUCTURED -> List.of(JsonEvent.read(StrictJson.value(text, BODY), text));
            case BATCHED -> StrictJson.elements(text, BODY, most, JsonEvent::read);
            default -> List.of(DraftEvent.read(StrictJson.value(text, BODY), text));
        };
    }

    /**
     * What rules look at, of an event that was stored.
     *
     * @param text as its task has it, of CloudEvents 1.0 or 0.1
     */
    public Map<String, Object> document(String text) {
        Object value = StrictJson.value(text, BODY);
        // No attribute of 1.0 has a capital in its name.
        boolean draft = value instanceof Map<?, ?> members && members.containsKey("eventType");
        return (draft ? DraftEvent.read(value, text) : JsonEvent.read(value, text)).document();
    }

    /** Whether a request brings a batch, and so wants a list as its answer. */
    public boolean isBatch(@Header("Content-Type") String contentType) {
        return Optional.ofNullable(contentType)
                .flatMap(MediaType::parse)
                .filter(type -> type.name().equals(BATCHED))
                .isPresent();
    }

    private static void requireNoCoding(Object coding) {
        if (coding != null && !coding.toString().equalsIgnoreCase("identity")) {
            throw Problem.of(415, "A body is taken as it is, and not with a Content-Encoding");
        }
    }

    private static String contentType(Object header) {
        if (header instanceof Collection) {
            throw Problem.of(415, "There is more than one Content-Type; " + taken());
        }
        return header == null || header.toString().isBlank() ? null : header.toString();
    }

    private static String taken() {
        return "taken are " + STRUCTURED + ", " + BATCHED + ", any type with the attributes in ce- headers, and "
                + DRAFT + " for an event of CloudEvents 0.1";
    }
}
