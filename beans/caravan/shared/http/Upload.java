package caravan.shared.http;

import java.nio.file.Path;
import java.util.Map;

/**
 * A form that came with a file ({@code multipart/form-data}, RFC 7578).
 *
 * @param parameters of the request's query, by name; of those of one name the last
 * @param fields of the form, by name; of those of one name the last
 * @param file the name that the sender gave the file; null if there was none
 * @param content where it lies until the request is answered, unless somebody moves it; null if there was none
 * @param bytes of it
 */
public record Upload(
        Map<String, String> parameters, Map<String, String> fields, String file, Path content, long bytes) {

    /** @return what a field says, without surrounding space; null if it is not there */
    public String field(String name) {
        String value = fields.get(name);
        return value == null ? null : value.strip();
    }
}
