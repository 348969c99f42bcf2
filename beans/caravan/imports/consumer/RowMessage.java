package caravan.imports.consumer;

import static com.fasterxml.jackson.databind.cfg.CoercionAction.Fail;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.List;

/** What a message says: rows. Checked only for what the table cannot hold; the rest is the publisher's affair. */
final class RowMessage {

    /** Characters (code points) that a column takes. */
    private static final int LONGEST = 127;

    private static final int LONGEST_REASON = 500;

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, Fail)
                    .setCoercion(CoercionInputShape.Float, Fail)
                    .setCoercion(CoercionInputShape.Boolean, Fail))
            .build()
            .readerForListOf(Row.class);

    private RowMessage() {}

    /** A row of the table to be. */
    record Row(
            @JsonProperty("name") String name,
            @JsonProperty("mail") String mail) {}

    /** Why a message is none. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(storable(reason), null, false, false);
        }

        /** It may quote the message, which may have what no text in PostgreSQL can. */
        private static String storable(String reason) {
            StringBuilder text = new StringBuilder();
            reason.codePoints()
                    .limit(LONGEST_REASON)
                    .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                    .forEach(text::appendCodePoint);
            return text.toString();
        }
    }

    /** @throws Refused if it is not of this form, or a row does not fit into the table */
    static List<Row> read(byte[] body) throws Refused {
        try {
            List<Row> rows = READER.readValue(body);
            if (rows == null || rows.isEmpty()) {
                throw new Refused("there is no row in it");
            }
            for (Row row : rows) {
                if (row == null) {
                    throw new Refused("a row is null");
                }
                check("name", row.name());
                check("mail", row.mail());
            }
            return rows;
        } catch (JsonProcessingException e) {
            throw new Refused("it is no {\"name\": \"…\", \"mail\": \"…\"}: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Refused("it cannot be read: " + e.getMessage());
        }
    }

    private static void check(String member, String text) throws Refused {
        if (text == null || text.isEmpty()) {
            throw new Refused("it has no " + member);
        }
        if (text.length() > LONGEST && text.codePointCount(0, text.length()) > LONGEST) {
            throw new Refused("the " + member + " is longer than " + LONGEST + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c) && !isPair(text, i)) {
                throw new Refused("the " + member + " has a character that no text in PostgreSQL can have");
            }
        }
    }

    private static boolean isPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
