package caravan.shared.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadTest {
    static final String TYPE = "Content-Type: multipart/form-data; boundary=X";

    @TempDir
    static Path parent;

    static Path folder;
    static GuardedServer server;

    @BeforeAll
    static void start() throws Exception {
        folder = parent.resolve("incoming");
        server = new GuardedServer(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** Whatever the answer was. */
    @AfterEach
    void nothing_is_left() throws Exception {
        try {
            await().untilAsserted(() -> assertThat(left()).isEmpty());
        } finally {
            for (Path file : left()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void a_file_reaches_its_route_with_the_fields_before_and_after_it() throws Exception {
        Wire.Answer answer =
                send("/files", field("mode", "live"), file("file", "stäff.csv", "Ann,a@b\r\n"), field("n", "1"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("stäff.csv, 9 bytes, {mode=live, n=1}: Ann,a@b\r\n");
    }

    @Test
    void of_fields_with_one_name_the_last_counts() throws Exception {
        assertThat(send("/files", field("a", "1"), field("a", "2"), file("file", "f", "x"))
                        .body())
                .isEqualTo("f, 1 bytes, {a=2}: x");
    }

    @Test
    void the_parameters_of_its_query_come_apart_from_its_fields() throws Exception {
        assertThat(send("/files?a=2&b=%20&a=3", field("a", "1"), file("file", "f", "x"))
                        .body())
                .isEqualTo("f, 1 bytes, {a=1} {a=3, b= }: x");
    }

    @Test
    void a_form_without_a_file_reaches_its_route_too() throws Exception {
        assertThat(send("/files", field("mode", "live")).body()).isEqualTo("null, 0 bytes, {mode=live}: null");
        assertThat(send("/files", file("file", "", "")).body()).startsWith("null, 0 bytes");
    }

    @Test
    void an_empty_file_is_one() throws Exception {
        assertThat(send("/files", file("file", "empty.csv", "")).body()).isEqualTo("empty.csv, 0 bytes, {}: ");
    }

    @Test
    void the_file_of_another_field_is_passed_over() throws Exception {
        assertThat(send("/files", file("photo", "a.png", "x".repeat(3000)), file("file", "f", "rows"))
                        .body())
                .isEqualTo("f, 4 bytes, {}: rows");
    }

    @Test
    void a_name_that_is_too_long_is_refused_as_that() throws Exception {
        Wire.Answer answer = send("/files", file("file", "x".repeat(3000), "rows"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("The file name is too long");
    }

    @Test
    void two_files_are_refused() throws Exception {
        Wire.Answer answer = send("/files", file("file", "a", "one"), file("file", "b", "two"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("file is there twice");
    }

    @Test
    void a_second_file_is_refused_also_when_the_first_is_on_the_disk_already() throws Exception {
        String first = file("file", "a", "one");
        String rest = file("file", "b", "two") + "--X--\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("POST /files HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n" + TYPE
                                    + "\r\nContent-Length: " + (first.length() + rest.length()) + "\r\n\r\n" + first
                                    + rest.substring(0, 10))
                            .getBytes(UTF_8));
            await().until(() -> left().size() == 1 && Files.size(left().get(0)) == 3);
            socket.getOutputStream().write(rest.substring(10).getBytes(UTF_8));
            socket.setSoTimeout(10_000);
            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type: text/csv",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/mixed; boundary=X",
        "Accept: text/plain"
    })
    void what_is_no_form_with_files_is_refused(String header) throws Exception {
        Wire.Answer answer = server.wire().send("POST", "/files", "Ann,a@b", header, "Content-Length: 7");
        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void a_form_is_sent_for_when_its_sender_waits_for_that_and_nothing_else_is_wrong() throws Exception {
        String body = file("file", "f", "rows") + "--X--\r\n";
        String length = "Content-Length: " + body.length();
        assertThat(server.wire()
                        .send("POST", "/files", body, TYPE, length, "Expect: 100-continue")
                        .status())
                .isEqualTo(100);
        assertThat(server.wire()
                        .send("POST", "/files", body, "Content-Type: text/csv", length, "Expect: 100-continue")
                        .status())
                .isEqualTo(415);
        assertThat(server.wire()
                        .send("POST", "/files", body, TYPE, length, "Expect: the-worst")
                        .status())
                .isEqualTo(417);
    }

    @Test
    void a_form_without_a_boundary_or_an_end_is_refused() throws Exception {
        assertThat(server.wire()
                        .send("POST", "/files", "hello", "Content-Type: multipart/form-data", "Content-Length: 5")
                        .status())
                .isEqualTo(400);
        String half = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nAnn,a@b";
        assertThat(server.wire()
                        .send("POST", "/files", half, TYPE, "Content-Length: " + half.length())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void one_that_says_that_it_is_too_large_is_refused_before_it_comes() throws Exception {
        Wire.Answer answer =
                server.wire().send("POST", "/files/small", "", TYPE, "Content-Length: " + (GuardedServer.SMALL + 1));
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void one_that_turns_out_to_be_too_large_is_refused_and_nothing_is_left() throws Exception {
        String part = file("file", "f", "x".repeat(GuardedServer.SMALL + 1)) + "--X--\r\n";
        String chunked = Integer.toHexString(part.length()) + "\r\n" + part + "\r\n0\r\n\r\n";
        Wire.Answer answer = server.wire().send("POST", "/files/small", chunked, TYPE, "Transfer-Encoding: chunked");
        assertThat(answer.status()).isEqualTo(413);
        String other = file("photo", "f", "x".repeat(GuardedServer.SMALL + 1)) + "--X--\r\n";
        chunked = Integer.toHexString(other.length()) + "\r\n" + other + "\r\n0\r\n\r\n";
        answer = server.wire().send("POST", "/files/small", chunked, TYPE, "Transfer-Encoding: chunked");
        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void a_connection_that_breaks_off_leaves_nothing() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("POST /files HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n" + TYPE
                                    + "\r\nContent-Length: 1000000\r\n\r\n"
                                    + "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n"
                                    + "x".repeat(100_000))
                            .getBytes(UTF_8));
            await().until(() -> left().size() == 1 && Files.size(left().get(0)) > 0);
        }
        await().untilAsserted(() -> assertThat(left()).isEmpty());
    }

    @Test
    void connections_that_break_off_at_once_leave_nothing() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write(("POST /files HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\n" + TYPE
                                        + "\r\nContent-Length: 1000000\r\n\r\n"
                                        + "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nx")
                                .getBytes(UTF_8));
            }
        }
        // Answered after those before it.
        assertThat(send("/files", file("file", "f", "x")).status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(left()).isEmpty());
    }

    @Test
    void a_large_file_is_written_as_it_comes() throws Exception {
        Path large = parent.resolve("large");
        byte[] mebibyte = new byte[1024 * 1024];
        new Random(7).nextBytes(mebibyte);
        try (var out = Files.newOutputStream(large)) {
            for (int i = 0; i < 50; i++) {
                out.write(mebibyte);
            }
        }
        Path kept = parent.resolve("kept");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/files"))
                .header("Content-Type", "multipart/form-data; boundary=X")
                .header("Keep", kept.toString())
                .POST(BodyPublishers.ofInputStream(() -> form(large)))
                .build();
        String answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString())
                .body();
        assertThat(answer).startsWith("large.csv, 52428800 bytes");
        assertThat(Files.mismatch(large, kept)).isEqualTo(-1);
    }

    @Test
    void a_file_that_its_route_has_moved_stays_there() throws Exception {
        Path kept = parent.resolve("moved");
        String body = file("file", "f", "rows") + "--X--\r\n";
        server.wire().send("POST", "/files", body, TYPE, "Content-Length: " + body.length(), "Keep: " + kept);
        assertThat(kept).hasContent("rows");
    }

    @Test
    void a_file_whose_route_fails_is_gone() throws Exception {
        String body = file("file", "f", "rows") + "--X--\r\n";
        Wire.Answer answer = server.wire()
                .send("POST", "/files", body, TYPE, "Content-Length: " + body.length(), "Keep: /no/such/folder/f");
        assertThat(answer.status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({"5, 01234", "10, 0123456789", "99, 0123456789", "0, ''"})
    void of_a_file_so_many_bytes_are_sent_as_the_body_has(int bytes, String sent) throws Exception {
        Path file = Files.writeString(parent.resolve("digits"), "0123456789");
        Wire.Answer answer = server.wire().get("/sent", "File: " + file, "Bytes: " + bytes);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(sent);
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv");
    }

    @Test
    void a_file_that_is_not_there_is_no_answer_of_its_own() throws Exception {
        assertThat(server.wire()
                        .get("/sent", "File: " + parent.resolve("none"), "Bytes: 5")
                        .status())
                .isBetween(404, 500);
    }

    private static Wire.Answer send(String path, String... parts) throws Exception {
        String body = String.join("", parts) + "--X--\r\n";
        return server.wire().send("POST", path, body, TYPE, "Content-Length: " + body.getBytes(UTF_8).length);
    }

    private static String field(String name, String value) {
        return "--X\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String field, String name, String content) {
        return "--X\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                + "\"\r\nContent-Type: text/csv\r\n\r\n" + content + "\r\n";
    }

    private static InputStream form(Path file) {
        try {
            String[] around = file("file", "large.csv", "CONTENT").split("CONTENT");
            return new SequenceInputStream(
                    new SequenceInputStream(
                            new java.io.ByteArrayInputStream(around[0].getBytes(UTF_8)), Files.newInputStream(file)),
                    new java.io.ByteArrayInputStream((around[1] + "--X--\r\n").getBytes(UTF_8)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Path> left() throws Exception {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
