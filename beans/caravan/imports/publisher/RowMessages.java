package caravan.imports.publisher;

import caravan.imports.csv.Employee;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Rows as messages: one JSON object {@code {"name": …, "mail": …}} each, or lists of several. */
final class RowMessages {

    /** A message of several rows grows no longer than this, so that a consumer can have many at hand. */
    private static final int LONGEST = 8 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final int most;

    /** @param most rows of a message; with 1 a message is an object, otherwise a list */
    RowMessages(int most) {
        this.most = most;
    }

    /** @param number of the first row @param body in UTF-8 */
    record RowMessage(long number, byte[] body) {}

    /** @param first number of the first of the rows, from 1 */
    List<RowMessage> of(long first, List<Employee> rows) {
        List<RowMessage> messages = new ArrayList<>(rows.size() / most + 1);
        for (int at = 0; at < rows.size(); ) {
            ByteArrayOutputStream body = new ByteArrayOutputStream(256);
            int begin = at;
            try (JsonGenerator json = JSON.createGenerator(body)) {
                if (most > 1) {
                    json.writeStartArray();
                }
                do {
                    write(json, rows.get(at++));
                    json.flush();
                } while (at < rows.size() && at - begin < most && body.size() < LONGEST);
                if (most > 1) {
                    json.writeEndArray();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            messages.add(new RowMessage(first + begin, body.toByteArray()));
        }
        return messages;
    }

    private static void write(JsonGenerator json, Employee row) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", row.name());
        json.writeStringField("mail", row.mail());
        json.writeEndObject();
    }
}
