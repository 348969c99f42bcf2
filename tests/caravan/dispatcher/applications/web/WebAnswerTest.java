package caravan.dispatcher.applications.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.dispatcher.InputRejected;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAnswerTest {
    static final int MOST = 100_000;
    final WebClient client = new WebClient(MOST);
    final WebAnswer answers = new WebAnswer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/problem+json",
                "application/vnd.api+json ; x=y",
                "text/json"
            })
    void json_is_json(String type) throws Exception {
        assertThat(result(type, "{\"a\": [1, 0.10, null, \"é\"]}".getBytes(UTF_8)))
                .isEqualTo(Map.of("a", Arrays.asList(1, new BigDecimal("0.10"), null, "é")));
        assertThat(result(type, "[]".getBytes(UTF_8))).isEqualTo(List.of());
        assertThat(result(type, "null".getBytes(UTF_8))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\": 1", "{} {}", "hello", "{\"a\": NaN}"})
    void json_that_is_none_is_text(String body) throws Exception {
        assertThat(result("application/json", body.getBytes(UTF_8))).isEqualTo(body);
    }

    @Test
    void json_too_deep_to_be_read_is_text() throws Exception {
        String deep = "[".repeat(5000) + "]".repeat(5000);
        assertThat(result("application/json", deep.getBytes(UTF_8))).isEqualTo(deep);
    }

    @Test
    void all_else_is_text_in_the_character_set_that_it_says() throws Exception {
        assertThat(result("text/plain; charset=ISO-8859-1", "é".getBytes(ISO_8859_1)))
                .isEqualTo("é");
        assertThat(result("text/plain; Charset=\"utf-16\"", "é".getBytes(UTF_16)))
                .isEqualTo("é");
        assertThat(result("text/plain", "é".getBytes(UTF_8))).isEqualTo("é");
        assertThat(result("text/plain; charset=klingon-8", "é".getBytes(UTF_8))).isEqualTo("é");
        assertThat(result("text/plain; charset=\"", "é".getBytes(UTF_8))).isEqualTo("é");
        assertThat(result("text/html", "{\"a\": 1}".getBytes(UTF_8))).isEqualTo("{\"a\": 1}");
        assertThat(result("", "{\"a\": 1}".getBytes(UTF_8))).isEqualTo("{\"a\": 1}");
    }

    @Test
    void what_no_text_can_hold_is_shown_as_such() throws Exception {
        assertThat(result("image/png", new byte[] {(byte) 0x89, 'P', 0, 'G'})).isEqualTo("\uFFFDP\u2400G");
    }

    @ParameterizedTest
    @CsvSource({"200", "201", "204", "299"})
    void every_2xx_is_a_success(int status) throws Exception {
        try (Site site = Site.answering("HTTP/1.1 " + status + " Fine\nContent-Length: 0", new byte[0])) {
            assertThat(answers.result(client.get(site.url("/"), null))).isEqualTo("");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 307, 400, 401, 403, 404, 405, 409, 410, 422, 451, 499})
    void what_another_attempt_would_not_change_is_a_rejection(int status) throws Exception {
        assertThatThrownBy(() -> status(status))
                .isInstanceOf(InputRejected.class)
                .hasMessageMatching("GET http://127.0.0.1:\\d+/x was answered " + status + ".*");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 501, 502, 503, 504, 599})
    void what_another_attempt_may_change_is_a_failure(int status) throws Exception {
        assertThatThrownBy(() -> status(status))
                .isInstanceOf(RequestFailed.class)
                .hasMessageMatching("GET http://127.0.0.1:\\d+/x was answered " + status + ": no such thing");
    }

    @Test
    void a_redirect_says_where_it_leads_and_that_it_is_not_followed() throws Exception {
        try (Site site =
                Site.answering("HTTP/1.1 301 Moved\nLocation: http://evil.org/\nContent-Length: 0", new byte[0])) {
            assertThatThrownBy(() -> answers.result(client.get(site.url("/"), null)))
                    .isInstanceOf(InputRejected.class)
                    .hasMessageEndingWith(
                            "was answered 301, a redirect to http://evil.org/; redirects are not followed");
        }
    }

    @Test
    void a_refusal_is_quoted_as_far_as_one_reads() throws Exception {
        byte[] body = ("because\0" + "x".repeat(1_000_000)).getBytes(UTF_8);
        try (Site site = Site.answering("HTTP/1.1 404 Not Found", body)) {
            assertThatThrownBy(() -> answers.result(client.get(site.url("/"), null)))
                    .isInstanceOf(InputRejected.class)
                    .hasMessageEndingWith("was answered 404: because\u2400" + "x".repeat(492));
        }
    }

    @Test
    void an_answer_that_is_too_long_is_a_rejection() throws Exception {
        assertThat(result("text/plain", new byte[MOST])).asString().hasSize(MOST);
        assertThatThrownBy(() -> result("text/plain", new byte[MOST + 1]))
                .isInstanceOf(InputRejected.class)
                .hasMessageEndingWith(
                        "was answered 200 with more than 100000 bytes (caravan.dispatcher.max-result-bytes)");
    }

    private Object result(String type, byte[] body) throws Exception {
        String lines =
                "HTTP/1.1 200 OK\nContent-Length: " + body.length + (type.isEmpty() ? "" : "\nContent-Type: " + type);
        try (Site site = Site.answering(lines, body)) {
            return answers.result(client.get(site.url("/"), null));
        }
    }

    private void status(int status) throws Exception {
        String body = status == 304 ? "" : "no such thing";
        try (Site site =
                Site.answering("HTTP/1.1 " + status + " No\nContent-Length: " + body.length(), body.getBytes(UTF_8))) {
            answers.result(client.get(site.url("/x"), null));
        }
    }
}
