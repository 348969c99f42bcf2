package caravan.dispatcher.events;

import caravan.dispatcher.Event;
import caravan.shared.http.Problem;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Events of CloudEvents 0.1 as JSON objects, which the SDK does not know: what came before 1.0, and is all that the program
 * which this one follows has taken. As there, {@code eventType}, {@code eventID} and {@code source} are required, and
 * {@code cloudEventsVersion} is not. Members that 0.1 does not name are let pass.
 */
final class DraftEvent {

    private static final String VERSION = "cloudEventsVersion";
    private static final String DATA = "data";

    private DraftEvent() {}

    /**
     * @param value what the text says
     * @param text as it came
     * @return the event; its document has the attributes by their names in 1.0 and by those that they came by
     * @throws Problem 400 that names the attribute, or data, which is wrong
     */
    static ReceivedEvent read(Object value, String text) {
        if (!(value instanceof Map<?, ?> members)) {
            throw Problem.of(400, "The event is no JSON object");
        }
        if (!members.containsKey("eventType") && members.containsKey("specversion")) {
            throw Problem.of(
                    400,
                    "The attribute eventType is missing; an event with a specversion is to be sent as"
                            + " application/cloudevents+json");
        }
        String version = optional(members, VERSION);
        if (version != null && !version.equals("0.1")) {
            throw Checked.wrong(VERSION, Shown.quoted(version) + " is not 0.1");
        }
        Event event = new Event(
                Checked.text("eventType", members.get("eventType")),
                optional(members, "eventTypeVersion"),
                Checked.text("source", members.get("source")),
                Checked.text("eventID", members.get("eventID")),
                optional(members, "eventTime"),
                optional(members, "schemaURL"),
                optional(members, "contentType"),
                text);
        check(event);
        if (members.get("extensions") != null && !(members.get("extensions") instanceof Map)) {
            throw Checked.wrong("extensions", "is no object");
        }
        members.forEach((name, of) -> {
            Characters.requireStorable("The event", name);
            Characters.requireStorable((String) name, of);
        });
        return new ReceivedEvent(event, StrictJson.write(members.get(DATA)), document(event, members));
    }

    private static String optional(Map<?, ?> members, String name) {
        Object value = members.get(name);
        return value == null ? null : Checked.text(name, value);
    }

    /** What the attributes have to be; the SDK has the last word, for to it they are those of 1.0. */
    private static void check(Event event) {
        CloudEventBuilder known = CloudEventBuilder.v1()
                .withType(event.type())
                .withSource(Checked.reference("source", event.source()))
                .withId(event.id());
        if (event.time() != null) {
            known.withTime(Checked.time("eventTime", event.time()));
        }
        if (event.schemaUrl() != null) {
            known.withDataSchema(Checked.reference("schemaURL", event.schemaUrl()));
        }
        if (event.contentType() != null) {
            Checked.mediaType("contentType", event.contentType());
            known.withDataContentType(event.contentType());
        }
        known.build();
    }

    private static Map<String, Object> document(Event event, Map<?, ?> members) {
        Map<String, Object> document = new LinkedHashMap<>();
        members.forEach((name, of) -> document.put((String) name, of));
        document.put("specversion", "0.1");
        document.put("type", event.type());
        document.put("id", event.id());
        document.put("time", event.time());
        document.put("dataschema", event.schemaUrl());
        document.put("datacontenttype", event.contentType());
        document.values().removeIf(of -> of == null);
        if (members.containsKey(DATA)) {
            document.put(DATA, members.get(DATA));
        }
        return document;
    }
}
