package caravan.dispatcher;

import caravan.shared.UuidText;
import caravan.shared.http.Problem;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** Tasks' ids as moments: UUIDs of version 7 begin with the milliseconds since 1970 (RFC 9562, section 5.7). */
final class TaskIds {

    private static final long LATEST = (1L << 48) - 1;
    private static final long VARIANT = 0x8000000000000000L;

    private TaskIds() {}

    /**
     * Reads an id in its text form (RFC 9562, section 4).
     *
     * @throws Problem 422 if that is none
     */
    static UUID read(String text) {
        return UuidText.read(text).orElseThrow(() -> Problem.of(422, "'" + text + "' is no UUID"));
    }

    /** The least id that a task of this moment can have. */
    static UUID from(Instant moment) {
        return from(moment.toEpochMilli());
    }

    /** An id above all of these, and the same one for all tasks of a second. */
    static UUID above(Collection<UUID> ids) {
        long latest = ids.stream()
                .mapToLong(id -> id.getMostSignificantBits() >>> 16)
                .max()
                .orElse(0);
        return from(Math.min(LATEST, (latest / 1000 + 1) * 1000));
    }

    private static UUID from(long millis) {
        return new UUID(Math.max(0, millis) << 16 | 0x7000, VARIANT);
    }
}
