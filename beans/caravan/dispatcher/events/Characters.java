package caravan.dispatcher.events;

import caravan.shared.http.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Which characters an event may hold. */
final class Characters {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Characters() {}

    /** Bytes as the text in UTF-8 that they are; empty if they are none. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Bytes that are to be JSON: UTF-8 without a byte order mark (RFC 8259, section 8.1).
     *
     * @throws Problem 400 if they are not
     */
    static String jsonText(byte[] bytes, String name) {
        String text = utf8(bytes).orElseThrow(() -> Problem.of(400, name + " is not UTF-8"));
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw Problem.of(400, name + " begins with a byte order mark, which no JSON does");
        }
        return text;
    }

    /** Whether an attribute's value may have it: CloudEvents 1.0, section "Type System", String. */
    static boolean isOfAttributes(int character) {
        boolean control = character < 0x20 || character >= 0x7F && character <= 0x9F;
        boolean noncharacter = character >= 0xFDD0 && character <= 0xFDEF || (character & 0xFFFE) == 0xFFFE;
        return !control && !noncharacter && !isSurrogate(character);
    }

    /** Whether a reader sees it. */
    static boolean isVisible(int character) {
        return isOfAttributes(character)
                && Character.isDefined(character)
                && Character.getType(character) != Character.FORMAT;
    }

    /**
     * @param name of what the value is, for the message
     * @param value JSON as {@link StrictJson} reads it
     * @throws Problem 400 if a string or a name in it holds a NUL, which PostgreSQL's text cannot, or half a surrogate pair,
     *     which no UTF-8 can
     */
    static void requireStorable(String name, Object value) {
        if (value instanceof String text) {
            text.codePoints().filter(c -> c == 0 || isSurrogate(c)).findFirst().ifPresent(c -> {
                throw Problem.of(400, name + " holds " + (c == 0 ? "a NUL character" : "half a surrogate pair"));
            });
        } else if (value instanceof Collection<?> list) {
            list.forEach(element -> requireStorable(name, element));
        } else if (value instanceof Map<?, ?> members) {
            members.forEach((member, of) -> {
                requireStorable(name, member);
                requireStorable(name, of);
            });
        }
    }

    /** {@link String#codePoints} gives the halves of a pair as themselves only where they are alone. */
    private static boolean isSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
