package caravan.shared;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDs in their text form (RFC 9562, section 4). */
public final class UuidText {

    private static final Pattern FORM =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private UuidText() {}

    /** @return the UUID that a text is; empty if it is none, of which {@link UUID#fromString} takes some, or null */
    public static Optional<UUID> read(String text) {
        return text != null && FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
