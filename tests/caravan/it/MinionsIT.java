package caravan.it;

import static caravan.it.Master.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A master with two minions in its own process: what the original answers, and what it does not have. */
class MinionsIT {

    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    private static Program program;
    private static Master master;

    @BeforeAll
    static void start() {
        program = TESTBED.start("caravan.roles=master,minion", "caravan.heartbeat=1s");
        master = new Master(program);
        master.awaitMinion(minion(1));
        master.awaitMinion(minion(2));
    }

    @AfterEach
    void startAll() {
        change(1, "start");
        change(2, "start");
    }

    @Test
    void the_time_is_asked_for_and_told_later() {
        HttpResponse<String> answer = program.get(ROOT + "/time?delay=1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .matches("\\{\"destination\": null, \"message\": null, \"result\": \"not_finished\","
                        + " \"status\": \"pending\", \"uuid\": \"" + UUID_FORM + "\"\\}");
        String uuid = Master.accepted(answer);
        master.awaitFinished(uuid);
        assertThat(master.ask(uuid).headers().firstValue("Content-Type")).contains("application/json");
        assertThat(master.ask(uuid).body())
                .matches(
                        "\\{\"destination\": null, \"message\": \"\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\","
                                + " \"result\": \"success\", \"status\": \"finished\", \"uuid\": \"" + uuid + "\"\\}");
    }

    @Test
    void a_question_is_answered_by_the_magic_8_ball() {
        HttpResponse<String> answer = master.ball(Map.of("question", "Will it rain?"));
        assertThat(answer.body())
                .matches("\\{\"destination\": null, \"message\": null, \"result\": \"not_finished\","
                        + " \"status\": \"pending\", \"uuid\": \"" + UUID_FORM + "\"\\}");
        String uuid = Master.accepted(answer);
        master.awaitFinished(uuid);
        assertThat(master.ask(uuid).body())
                .matches("\\{\"destination\": null, \"message\": \"[A-Z][A-Za-z', ]+\", \"result\": \"success\","
                        + " \"status\": \"finished\", \"uuid\": \"" + uuid + "\"\\}");
    }

    @Test
    void a_form_as_browsers_send_files_is_one_too() {
        HttpResponse<String> answer = program.send(Form.withoutFile()
                .with("question", "Will it rain?")
                .with("delay", "0")
                .post(program.request(ROOT + "/magic8ball")));
        master.awaitFinished(Master.accepted(answer));
    }

    @Test
    void a_form_says_so_in_letters_of_any_size() {
        HttpResponse<String> answer = program.post(
                ROOT + "/magic8ball",
                "question=Will+it+rain%3F",
                "Content-Type",
                "Application/X-WWW-Form-Urlencoded; charset=UTF-8");
        master.awaitFinished(Master.accepted(answer));
    }

    @Test
    void a_uuid_that_no_job_has_is_not_valid() {
        for (String uuid : List.of(UUID.randomUUID().toString(), "none", "1-1-1-1-1")) {
            HttpResponse<String> answer = master.ask(uuid);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.body())
                    .isEqualTo("{\"message\": \"UUID '" + uuid
                            + "' not valid\", \"result\": \"error\", \"status\": \"not_started\"}");
        }
    }

    @Test
    void the_endpoints_are_listed() {
        for (String path : List.of("/", "/ask_a_minion", "/ask_a_minion/", ROOT, ROOT + "/")) {
            HttpResponse<String> answer = program.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain");
            assertThat(answer.body())
                    .containsPattern("GET +/ask_a_minion/v1/time +Asks")
                    .containsPattern("POST +/ask_a_minion/v1/magic8ball +Asks")
                    .containsPattern("GET +/ask_a_minion/v1/query/\\{uuid\\} +A job");
        }
    }

    @Test
    void who_waits_is_answered_when_it_is_finished() {
        HttpResponse<String> answer = program.get(ROOT + "/query/" + master.time("1.5") + "?wait=25");
        assertThat(Tasks.json(answer.body()).path("status").asText()).isEqualTo("finished");
    }

    @Test
    void who_waits_in_vain_is_answered_that_it_is_not() {
        HttpResponse<String> answer = program.get(ROOT + "/query/" + master.time("3600") + "?wait=0.5");
        assertThat(Tasks.json(answer.body()).path("status").asText()).isEqualTo("pending");
    }

    @Test
    void both_minions_are_asked() {
        int one = asked(1);
        int two = asked(2);
        for (int i = 0; i < 10; i++) {
            master.awaitFinished(master.time("0"));
        }
        assertThat(asked(1)).isGreaterThan(one);
        assertThat(asked(2)).isGreaterThan(two);
    }

    @Test
    void the_newest_jobs_are_listed_as_they_are_answered() {
        String first = master.time("0");
        String second = master.time("0");
        master.awaitFinished(List.of(first, second));
        assertThat(program.get(ROOT + "/jobs?limit=2").body())
                .isEqualTo("[" + master.ask(second).body() + ", "
                        + master.ask(first).body() + "]");
    }

    @Test
    void a_minion_that_is_paused_is_passed_over_and_goes_on_when_it_is_started() {
        String delayed = master.time("1");
        change(1, "pause");
        for (int i = 0; i < 6; i++) {
            master.awaitFinished(master.time("0"));
        }
        master.awaitFinished(delayed);
        change(1, "start");
        master.awaitMinion(minion(1));
        awaitAsked(1);
    }

    @Test
    void the_jobs_of_one_that_is_stopped_are_done_by_the_other() {
        List<String> delayed = List.of(master.time("3"), master.time("3"), master.time("3"));
        change(1, "stop");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !master.minion(minion(1)).path("passing").asBoolean());
        Map<String, String> messages = master.awaitFinished(delayed);
        change(1, "start");
        awaitAsked(1);
        assertThat(master.awaitFinished(delayed)).isEqualTo(messages);
    }

    @Test
    void with_both_stopped_jobs_are_pending_until_one_is_started() {
        change(1, "stop");
        change(2, "stop");
        String job = master.magic8ball("Will anybody come?", "0");
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10)).until(() -> !master.isFinished(job));
        change(2, "start");
        master.awaitFinished(job);
    }

    @Test
    void initialized_it_knows_no_job() {
        String job = master.time("0");
        master.awaitFinished(job);
        assertThat(program.send(program.request(ROOT + "/jobs").DELETE()).statusCode())
                .isEqualTo(200);
        assertThat(master.ask(job).statusCode()).isEqualTo(400);
        assertThat(program.get(ROOT + "/jobs").body()).isEqualTo("[]");
        master.awaitFinished(master.time("0"));
    }

    private static void awaitAsked(int number) {
        int before = asked(number);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            master.awaitFinished(master.time("0"));
            return asked(number) > before;
        });
    }

    private static int asked(int number) {
        JsonNode minion = master.minion(minion(number));
        return minion.path("asked").asInt();
    }

    private static String minion(int number) {
        return program.url("/instances/minion-" + number).toString();
    }

    private static void change(int number, String what) {
        assertThat(program.post("/instances/minion-" + number + "/" + what, "").statusCode())
                .isEqualTo(200);
    }
}
