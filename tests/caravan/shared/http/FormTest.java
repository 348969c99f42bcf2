package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A form that comes to where none is expected. */
class FormTest {
    static GuardedServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new GuardedServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void its_fields_become_no_headers_and_its_files_are_not_stored() throws Exception {
        String body = part("word", "", "x") + part("file", "; filename=\"f\"", "rows") + "--X--\r\n";
        Wire.Answer answer = post(body, "multipart/form-data; boundary=X");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().lines()).contains("Content-Length").doesNotContain("word", "file");
        assertThat(Path.of("file-uploads")).doesNotExist();

        answer = post("word=x", "application/x-www-form-urlencoded");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().lines()).doesNotContain("word");
        assertThat(Path.of("file-uploads")).doesNotExist();
    }

    @Test
    void it_may_be_no_larger_than_another_body() throws Exception {
        String body = part("file", "; filename=\"f\"", "x".repeat(GuardedServer.MOST_BYTES)) + "--X--\r\n";
        String chunked = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        Wire.Answer answer = server.wire()
                .send(
                        "POST",
                        "/headers",
                        chunked,
                        "Content-Type: multipart/form-data; boundary=X",
                        "Transfer-Encoding: chunked");
        assertThat(answer.status()).isEqualTo(413);
    }

    private static Wire.Answer post(String body, String type) throws Exception {
        return server.wire()
                .send("POST", "/headers", body, "Content-Type: " + type, "Content-Length: " + body.length());
    }

    private static String part(String name, String file, String content) {
        return "--X\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n" + content + "\r\n";
    }
}
