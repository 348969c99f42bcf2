package caravan.it;

import static caravan.it.Master.FORM;
import static caravan.it.Master.ROOT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers send to a master and to a minion. */
class MinionBadInputIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    private static Program program;
    private static Master master;
    private static String minion;

    @BeforeAll
    static void start() {
        program = TESTBED.start(
                "caravan.roles=master,minion",
                "caravan.callbacks=example.org",
                "caravan.callbacks.secret=0123456789abcdef0123456789abcdef");
        master = new Master(program);
        minion = "/instances/minion-1" + ROOT;
        master.awaitMinion(program.url("/instances/minion-1").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "NaN", "1,5", "", "-1", "+1", "3601", "3600.0001", "0x1", "٣", "1;DROP", "one"})
    void a_delay_that_is_none_is_not_started(String delay) {
        String why = "delay '" + delay + "' is not a number of seconds, 0 to 3600";
        refused(program.get(ROOT + "/time?delay=" + URLEncoder.encode(delay, UTF_8)), why);
        refused(master.ball(Map.of("question", "Why?", "delay", delay)), why);
        refused(post(minion + "/time", Map.of("uuid", "5bbc0b2d-d10b-4bd1-a3b0-22c2dd21f8fe", "delay", delay)), why);
    }

    @Test
    void a_delay_that_comes_twice_is_none() {
        refused(program.get(ROOT + "/time?delay=1&delay=2"), "delay '[1, 2]' is not a number of seconds, 0 to 3600");
    }

    @Test
    void a_question_that_is_missing_is_not_started() {
        refused(master.ball(Map.of()), "The question is missing");
        refused(master.ball(Map.of("question", " ")), "The question is missing");
        refused(program.post(ROOT + "/magic8ball?question=Why", "", "Content-Type", FORM), "The question is missing");
    }

    @Test
    void a_question_of_a_thousand_characters_is_answered_whatever_they_are() {
        for (String character : List.of("?", "ü", "🎱")) {
            master.awaitFinished(master.magic8ball(character.repeat(1000), "0"));
        }
        refused(
                master.ball(Map.of("question", "🎱".repeat(1001))),
                "The question has 1001 characters; it may have 1000");
    }

    @Test
    void a_question_of_ten_thousand_emoji_is_refused() {
        HttpResponse<String> answer = master.ball(Map.of("question", "🎱".repeat(10_000)));
        refused(answer, "The question has 10000 characters; it may have 1000");
    }

    @Test
    void a_question_with_a_nul_is_refused() {
        refused(master.ball(Map.of("question", "Why\0?")), "The question has a NUL character");
    }

    @ParameterizedTest
    @CsvSource({
        "file:///etc/passwd, The destination is not http(s)",
        "http://127.0.0.1/, The destination's host 127.0.0.1 is not on caravan.callbacks",
        "http://example.com/, The destination's host example.com is not on caravan.callbacks",
        "http://anna:secret@example.org/, The destination holds a user",
        "example.org, The destination is not http(s)"
    })
    void a_destination_that_is_not_allowed_is_not_started(String destination, String why) {
        refused(program.get(ROOT + "/time?destination=" + URLEncoder.encode(destination, UTF_8)), why);
        refused(master.ball(Map.of("question", "Why?", "destination", destination)), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "ten", "NaN", ""})
    void a_wait_that_is_none_is_a_400(String wait) {
        String job = master.time("3600");
        refused(
                program.get(ROOT + "/query/" + job + "?wait=" + wait),
                "wait '" + wait + "' is not a number of seconds, 0 to 60");
    }

    @Test
    void a_form_of_ten_megabytes_is_too_large() {
        String form = "question=" + "a".repeat(10 * 1024 * 1024);
        for (String path : List.of(ROOT + "/magic8ball", minion + "/magic8ball", ROOT + "/reports")) {
            HttpResponse<String> answer = program.post(path, form, "Content-Type", FORM);
            assertThat(answer.statusCode()).as(path).isEqualTo(413);
        }
    }

    @Test
    void so_is_one_that_does_not_say_its_length() {
        byte[] part = "[1, 2, 3, 4]".repeat(100_000).getBytes(UTF_8);
        HttpResponse<String> answer =
                program.send(program.request(ROOT + "/reports", "Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArrays(List.of(part, part, part))));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /ask_a_minion/v1/time, GET",
        "POST, /ask_a_minion/v1/time, GET",
        "GET, /ask_a_minion/v1/magic8ball, POST",
        "DELETE, /ask_a_minion/v1/query/5bbc0b2d-d10b-4bd1-a3b0-22c2dd21f8fe, GET",
        "GET, /instances/minion-1/ask_a_minion/v1/time, POST"
    })
    void another_method_is_a_405_that_names_the_right_one(String method, String path, String allowed) {
        HttpResponse<String> answer = program.send(program.request(path).method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElse("")).contains(allowed);
    }

    @Test
    void no_page_of_another_site_can_ask_for_a_job() {
        String before = program.get(ROOT + "/jobs").body();
        for (String[] header :
                List.of(new String[] {"Origin", "http://evil.example"}, new String[] {"Origin", "null"}, new String[] {
                    "Sec-Fetch-Site", "cross-site"
                })) {
            assertThat(program.get(ROOT + "/time", header).statusCode()).isEqualTo(403);
            assertThat(program.post(ROOT + "/magic8ball", "question=Why", "Content-Type", FORM, header[0], header[1])
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(program.get(ROOT + "/jobs").body()).isEqualTo(before);
    }

    @Test
    void a_question_that_is_no_form_is_a_415() {
        HttpResponse<String> answer =
                program.post(ROOT + "/magic8ball", "{\"question\": \"Why?\"}", "Content-Type", "application/json");
        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[{}]",
                "[1]",
                "[{\"uuid\": \"none\", \"message\": \"x\", \"result\": \"success\"}]"
            })
    void a_report_that_is_none_is_a_400(String body) {
        HttpResponse<String> answer = program.post(ROOT + "/reports", body, "Content-Type", "application/json");
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void a_path_that_is_none_is_a_404() {
        for (String path : List.of(ROOT + "/date", ROOT + "/query", "/instances/minion-3" + ROOT + "/query/x")) {
            assertThat(program.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @AfterAll
    static void nothing_of_all_that_is_an_error_in_the_log() {
        assertThat(program.log()).doesNotContain(" ERROR ", "\tat ");
    }

    private static HttpResponse<String> post(String path, Map<String, String> fields) {
        return program.post(path, Master.form(fields), "Content-Type", FORM);
    }

    private static void refused(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"message\": \"" + why + "\", \"result\": \"error\", \"status\": \"not_started\"}");
    }
}
