package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** A form with a file as a browser sends it (RFC 7578), never as a whole in memory. */
record Form(String fields, String file, Supplier<InputStream> content) {

    private static final String BOUNDARY = "------------------------0123456789abcdef";
    static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    static Form of(String file, String content) {
        return of(file, content.getBytes(UTF_8));
    }

    static Form of(String file, byte[] content) {
        return of(file, () -> new ByteArrayInputStream(content));
    }

    static Form of(String file, Supplier<InputStream> content) {
        return new Form("", file, content);
    }

    /** One that has no file. */
    static Form withoutFile() {
        return new Form("", null, InputStream::nullInputStream);
    }

    Form with(String field, String value) {
        return new Form(
                fields + "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value
                        + "\r\n",
                file,
                content);
    }

    HttpRequest.Builder post(HttpRequest.Builder request) {
        return request.header("Content-Type", TYPE).POST(BodyPublishers.ofInputStream(this::body));
    }

    /** All that comes before the file's first byte. */
    String head() {
        return file == null
                ? fields
                : fields + "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"input_file\"; filename=\""
                        + file + "\"\r\nContent-Type: text/csv\r\n\r\n";
    }

    private InputStream body() {
        String tail = (file == null ? "" : "\r\n") + "--" + BOUNDARY + "--\r\n";
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(head().getBytes(UTF_8)),
                content.get(),
                new ByteArrayInputStream(tail.getBytes(UTF_8)))));
    }
}
