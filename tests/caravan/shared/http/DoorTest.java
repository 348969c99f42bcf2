package caravan.shared.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.http.Wire.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorTest {
    private static final String PROBLEM = "application/problem+json";

    static GuardedServer open;
    static GuardedServer secured;
    final Wire wire = open.wire();

    @BeforeAll
    static void start() throws Exception {
        open = new GuardedServer();
        secured = new GuardedServer("a token of ann's", "a token of bob's");
    }

    @AfterAll
    static void stop() throws IOException {
        open.close();
        secured.close();
    }

    @Test
    void what_is_served_is_answered_with_the_request_s_identifier() throws IOException {
        Answer answer = wire.send("POST", "/echo", "hello", "Content-Length: 5", "X-Request-Id: mine-1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("heard hello");
        assertThat(answer.header("X-Request-Id")).isEqualTo("mine-1");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void an_identifier_that_is_none_is_replaced() throws IOException {
        Answer answer = wire.get("/echo", "X-Request-Id: two words");
        assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @Test
    void headers_that_steer_camel_stay_outside_and_inner_ones_inside() throws IOException {
        Answer answer = wire.get(
                "/headers", "CamelHttpUri: http://elsewhere", "camelFileName: passwd", "CAMEL-x: y", "Mine: one");
        assertThat(answer.body().lines())
                .contains("Mine")
                .doesNotContain("camelFileName", "CAMEL-x")
                .isSorted();
        assertThat(answer.header("Location")).isEqualTo("/elsewhere");
        assertThat(answer.headers()).doesNotContainKeys("Inner", "Mine", "CamelHttpUri", "camelFileName");
    }

    @Test
    void a_path_that_is_not_served_is_a_404() throws IOException {
        Answer answer = wire.get("/nowhere");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"Nothing is served at /nowhere\"}");
    }

    @Test
    void a_browser_gets_a_page_in_which_the_path_is_only_text() throws IOException {
        Answer answer = wire.get("/<script>", "Accept: text/html,*/*");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.body()).contains("Nothing is served at /&lt;script&gt;");
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /echo, 'GET, POST'", "PUT, /words/a/, GET", "POST, /words/a/b/c, GET"})
    void a_wrong_method_is_a_405_with_those_that_are_right(String method, String path, String allow)
            throws IOException {
        Answer answer = wire.send(method, path, "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allow);
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
    }

    @Test
    void a_request_line_of_two_megabytes_is_a_414() throws IOException {
        Answer answer = wire.get("/words/" + "a".repeat(2_000_000));
        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
    }

    @Test
    void a_long_argument_that_fits_is_served() throws IOException {
        String word = "a".repeat(60_000);
        assertThat(wire.get("/words/" + word + "/").body().equals(word)).isTrue();
    }

    @Test
    void too_many_headers_are_a_431() throws IOException {
        Answer answer = wire.get("/echo", "Mine: " + "a".repeat(HttpServer.MAX_HEADERS));
        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
    }

    @Test
    void what_is_not_http_is_a_400() throws IOException {
        assertThat(wire.raw("HELO\r\n\r\n").status()).isEqualTo(400);
    }

    @Test
    void a_body_that_says_it_is_too_large_is_refused_before_it_comes() throws IOException {
        Answer answer = wire.send("POST", "/echo", "", "Content-Length: 1001");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(answer.body()).contains("larger than the 1000 bytes");
    }

    @Test
    void a_body_that_turns_out_too_large_is_refused_too() throws IOException {
        String chunk = "3e9\r\n" + "a".repeat(1001) + "\r\n0\r\n\r\n";
        Answer answer = wire.send("POST", "/echo", chunk, "Transfer-Encoding: chunked");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 8000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n7a1200\r\n"})
    void who_sends_a_body_that_is_too_large_all_the_same_is_not_cut_off(String begin) throws IOException {
        String request = "POST /verbatim HTTP/1.1\r\nHost: 127.0.0.1\r\n" + begin + "a".repeat(8_000_000);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), open.port())) {
            // Fails if the connection is reset meanwhile.
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void a_path_with_a_larger_limit_takes_more_in_chunks_too_and_not_more_than_that() throws IOException {
        String chunk = "7d0\r\n" + "a".repeat(2000) + "\r\n";
        Answer taken = wire.send("POST", "/verbatim", chunk + chunk + "0\r\n\r\n", "Transfer-Encoding: chunked");
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body()).hasSize("null: ".length() + 4000);
        Answer refused =
                wire.send("POST", "/verbatim", chunk + chunk + chunk + "0\r\n\r\n", "Transfer-Encoding: chunked");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.header("Content-Type")).isEqualTo(PROBLEM);
        assertThat(refused.body()).contains("larger than the 5000 bytes");
        assertThat(wire.send("POST", "/verbatim", "", "Content-Length: 5001").status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/mixed",
                "nonsense",
                "text/plain; charset=nonsense"
            })
    void where_requests_are_taken_as_they_come_no_form_is_read_and_no_query_becomes_a_header(String type)
            throws IOException {
        Answer answer = wire.send(
                "POST",
                "/verbatim?Mine=query",
                "Mine=%zz&a",
                "Content-Length: 10",
                "Content-Type: " + type,
                "Mine: header");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("header: Mine=%zz&a");
        assertThat(wire.send("POST", "/verbatim?mine=query&CamelHttpMethod=x", "")
                        .body())
                .isEqualTo("null: ");
    }

    @Test
    void a_body_is_sent_for_when_its_sender_waits_for_that() throws IOException {
        Answer answer = wire.send("POST", "/verbatim", "hello", "Content-Length: 5", "Expect: 100-continue");
        assertThat(answer.status()).isEqualTo(100);
        assertThat(wire.send("POST", "/verbatim", "hello", "Content-Length: 5", "Expect: the-worst")
                        .status())
                .isEqualTo(417);
    }

    @Test
    void a_page_of_another_site_is_refused() throws IOException {
        assertThat(wire.get("/echo", "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
        assertThat(wire.get("/echo", "Origin: http://evil.example").status()).isEqualTo(403);
        assertThat(wire.get("/echo", "Sec-Fetch-Site: same-origin", "Origin: http://127.0.0.1:" + open.port())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_host_that_is_none_of_ours_is_refused() throws IOException {
        Answer answer = wire.raw("GET /echo HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("caravan.hosts");
        assertThat(wire.raw("GET /echo HTTP/1.0\r\n\r\n").status()).isEqualTo(403);
    }

    @Test
    void without_a_token_nothing_is_answered_but_health() throws IOException {
        Answer answer = secured.wire().get("/echo");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
        assertThat(secured.wire().get("/nowhere").status()).isEqualTo(401);
        assertThat(secured.wire().get("/observe/health/live").body()).isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/observe/health/../../echo",
                "/observe/health/%2e%2e/%2E%2E/echo",
                "/observe/health/x/./../../../echo",
                "/observe/healthy",
                "//observe/health/../../echo"
            })
    void no_detour_by_health_needs_less_than_a_token(String path) throws IOException {
        assertThat(secured.wire().get(path).status()).isEqualTo(401);
    }

    @Test
    void every_known_token_opens_the_door_and_no_other() throws IOException {
        assertThat(secured.wire()
                        .get("/echo", "Authorization: Bearer a token of ann's")
                        .status())
                .isEqualTo(200);
        assertThat(secured.wire()
                        .get("/echo", "authorization: bearer a token of bob's")
                        .status())
                .isEqualTo(200);
        Answer answer = secured.wire().get("/echo", "Authorization: Bearer a token of eve's");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void a_process_that_stops_answers_health_only() throws Exception {
        try (GuardedServer stopping = new GuardedServer()) {
            stopping.drain();
            Answer answer = stopping.wire().get("/echo");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotNull();
            assertThat(stopping.wire().get("/observe/health/live").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "problem, 409, It has ended",
        "rejected, 503, Too many requests wait already",
        "timeout, 503, The database does not answer in time",
        "database, 503, The database is away",
        "disk, 507, The disk of the database is full",
        "anything, 500, The program failed on this request"
    })
    void what_fails_in_a_route_is_a_problem_of_its_kind(String exception, int status, String detail)
            throws IOException {
        Answer answer = wire.get("/fails?thrown=" + exception);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
        assertThat(answer.body()).contains(detail).doesNotContain("secret", "Exception", "\\tat ");
        assertThat(answer.header("Retry-After") != null).isEqualTo(status == 503);
    }

    @Test
    void what_no_route_has_caught_is_answered_by_the_door() throws IOException {
        Answer answer = wire.get("/unconfigured");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).isEqualTo(PROBLEM);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }
}
