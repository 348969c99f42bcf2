package caravan.dispatcher.events;

import caravan.shared.http.Problem;
import java.util.Base64;
import java.util.Optional;

/**
 * What an event is about, as JSON: itself if it is JSON, else a string of the text that it is, else a string of its bytes
 * in base64.
 *
 * @param value as {@link StrictJson} reads it; null if there are no data, or if they are null
 * @param encoded whether it is base64 of bytes that are no text
 */
record EventData(Object value, boolean encoded) {

    static final EventData NONE = new EventData(null, false);

    /**
     * @param type what the bytes are, as far as it was said
     * @param name of the bytes, for the message
     * @throws Problem 400 if they are to be JSON and are not
     */
    static EventData of(byte[] bytes, Optional<MediaType> type, String name) {
        if (type.isPresent() && type.get().isJson()) {
            Object value = StrictJson.value(Characters.jsonText(bytes, name), name);
            Characters.requireStorable(name, value);
            return new EventData(value, false);
        }
        return (type.isEmpty() || type.get().isUtf8() ? Characters.utf8(bytes) : Optional.<String>empty())
                .filter(text -> text.indexOf('\0') < 0)
                .map(text -> new EventData(text, false))
                .orElseGet(() -> new EventData(Base64.getEncoder().encodeToString(bytes), true));
    }

    /** {@code data_base64} as it came: RFC 4648, section 4, with its padding. */
    static byte[] decoded(Object value) {
        if (value instanceof String text && text.length() % 4 == 0) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                // the same problem
            }
        }
        throw Problem.of(400, "data_base64 is no string in base64 (RFC 4648, section 4)");
    }

    /** The JSON text of it; {@code null} if there are none. */
    String text() {
        return StrictJson.write(value);
    }
}
