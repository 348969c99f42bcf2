package caravan.imports.consumer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Messages of a session that are saved together. */
public final class SessionBatch {

    /** Bytes that are kept of a message that is none. */
    private static final int KEPT = 64 * 1024;

    private final UUID session;
    private final List<Long> numbers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> mails = new ArrayList<>();
    private final List<Long> refusedNumbers = new ArrayList<>();
    private final List<byte[]> refused = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    /** What was published once more after a broken connection may come twice within a batch. */
    private final Set<Long> seen = new HashSet<>();

    SessionBatch(UUID session, List<Received> messages) {
        this.session = session;
        messages.forEach(this::add);
    }

    /** {@code session}, and as arrays of the same length {@code numbers}, {@code names} and {@code mails}; the same of what was refused. */
    public Map<String, Object> parameters() {
        return Map.of(
                "session", session,
                "numbers", numbers.toArray(Long[]::new),
                "names", names.toArray(String[]::new),
                "mails", mails.toArray(String[]::new),
                "refusedNumbers", refusedNumbers.toArray(Long[]::new),
                "refused", refused.toArray(byte[][]::new),
                "reasons", reasons.toArray(String[]::new));
    }

    private void add(Received message) {
        try {
            long number = message.number() == null ? 0 : message.number();
            for (RowMessage.Row row : RowMessage.read(message.body())) {
                if (message.number() == null || seen.add(number)) {
                    numbers.add(message.number() == null ? null : number);
                    names.add(row.name());
                    mails.add(row.mail());
                }
                number++;
            }
        } catch (RowMessage.Refused e) {
            if (message.number() == null || seen.add(message.number())) {
                refusedNumbers.add(message.number());
                refused.add(Arrays.copyOf(message.body(), Math.min(message.body().length, KEPT)));
                reasons.add(e.getMessage());
            }
        }
    }
}
