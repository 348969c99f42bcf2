package caravan.minions.master;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of a job, as a minion says it. */
final class JobMessage {

    private static final int MOST_CHARACTERS = 10_000;

    private JobMessage() {}

    /** Whether it is a text that PostgreSQL takes: no NUL in it, and no half of a surrogate pair. */
    static boolean isOne(JsonNode message) {
        return message.isTextual()
                && message.asText().length() <= MOST_CHARACTERS
                && message.asText()
                        .codePoints()
                        .noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
