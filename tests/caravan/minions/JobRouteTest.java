package caravan.minions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.minions.master.StandInMinion;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs as they are asked for, and asked about. */
class JobRouteTest extends MasterTest {

    @BeforeAll
    static void start() {
        program = master("JobRoute", "JobReadRoute", "JobTableRoute", "ErrorConfiguration")
                .with("caravan.callbacks", "127.0.0.1")
                .with("caravan.callbacks.secret", "0123456789abcdef0123456789abcdef")
                .start();
    }

    @Test
    void a_job_is_stored_when_it_is_answered() throws Exception {
        Message answer = ask("direct:job-time", Map.of("delay", "60", "destination", "http://127.0.0.1/jobs"));
        assertThat(answer.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertThat(row(id(answer)))
                .containsEntry("kind", "time")
                .containsEntry("question", null)
                .containsEntry("destination", "http://127.0.0.1/jobs")
                .containsEntry("request_id", "request-1")
                .containsEntry("result", null);
        assertThat(tables.query("SELECT due - created BETWEEN '59 s' AND '61 s' AS right FROM job"))
                .containsExactly(Map.of("right", true));
    }

    @Test
    void a_question_is_stored_as_it_is() throws Exception {
        UUID id = id(form("direct:job-magic8ball", Map.of("question", "Jürgen? '); --🎱", "delay", "1")));
        assertThat(row(id)).containsEntry("kind", "magic8ball").containsEntry("question", "Jürgen? '); --🎱");
    }

    @ParameterizedTest
    @CsvSource({
        "delay, 1e3, delay '1e3' is not",
        "delay, '', delay '' is not",
        "destination, file:/etc/passwd, The destination is not http(s)",
        "destination, http://localhost/, The destination's host localhost is not"
    })
    void what_is_wrong_is_a_job_that_was_not_started_and_is_not_stored(String field, String value, String why)
            throws Exception {
        for (Message answer : List.of(
                ask("direct:job-time", Map.of(field, value)),
                form("direct:job-magic8ball", Map.of("question", "Why?", field, value)))) {
            assertThat(status(answer)).isEqualTo(400);
            assertThat(json(answer).path("message").asText()).contains(why);
            assertThat(json(answer).path("status").asText()).isEqualTo("not_started");
        }
        assertThat(tables.count("job")).isZero();
    }

    @Test
    void a_job_that_is_due_is_finished_by_the_answer_of_its_minion() throws Exception {
        StandInMinion minion = minion();
        UUID id = time("0");
        awaitFinished(id);
        assertThat(json(query(id)).path("message").asText()).isEqualTo("by " + minion.address());
        assertThat(minion.orders().get(0)).containsEntry("uuid", id.toString()).containsEntry("delay", "0");
    }

    @Test
    void a_minion_is_asked_about_its_job_until_it_is_finished() throws Exception {
        StandInMinion minion = minion().lazy();
        UUID id = time("0");
        await().until(() -> minion.instance().id().equals(row(id).get("minion")));
        assertThat(json(query(id)).path("status").asText()).isEqualTo("pending");
        minion.work();
        assertThat(json(query(id)).path("status").asText()).isEqualTo("finished");
        dismiss(minion);
        assertThat(json(query(id)).path("message").asText()).isEqualTo("by " + minion.address());
    }

    @Test
    void a_minion_that_cannot_be_asked_leaves_the_job_as_it_is_known() throws Exception {
        StandInMinion minion = minion().lazy();
        UUID id = time("0");
        await().until(() -> row(id).get("minion") != null);
        minion.hang();
        assertThat(json(query(id)).path("status").asText()).isEqualTo("pending");
        assertThat(row(id).get("minion")).isEqualTo(minion.instance().id());
    }

    @Test
    void two_minions_share_the_jobs() throws Exception {
        StandInMinion one = minion();
        StandInMinion two = minion();
        for (int i = 0; i < 10; i++) {
            awaitFinished(time("0"));
        }
        assertThat(one.size()).isEqualTo(5);
        assertThat(two.size()).isEqualTo(5);
    }

    @Test
    void a_job_is_finished_once_by_whoever_is_first() throws Exception {
        UUID id = time("60");
        List<CompletableFuture<Message>> reports = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String body = "[{\"uuid\": \"" + id + "\", \"message\": \"" + i + "\", \"result\": \"success\"}]";
            reports.add(CompletableFuture.supplyAsync(() -> report(body)));
        }
        for (CompletableFuture<Message> report : reports) {
            assertThat(report.join().getBody(String.class)).isEqualTo("OK");
        }
        Object first = row(id).get("message");
        assertThat(json(query(id)).path("message").asText()).isEqualTo(first);
        report("[{\"uuid\": \"" + id + "\", \"message\": \"late\", \"result\": \"error\"}]");
        assertThat(row(id)).containsEntry("message", first).containsEntry("result", "success");
    }

    @Test
    void a_report_of_jobs_that_nobody_asked_for_changes_nothing() throws Exception {
        Message answer =
                report("[{\"uuid\": \"" + UUID.randomUUID() + "\", \"message\": \"x\", \"result\": \"success\"}]");
        assertThat(answer.getBody(String.class)).isEqualTo("OK");
        assertThat(tables.count("job")).isZero();
    }

    @Test
    void of_a_report_with_a_bad_entry_none_is_stored() throws Exception {
        UUID id = time("60");
        Message answer = report("[{\"uuid\": \"" + id + "\", \"message\": \"x\", \"result\": \"success\"}, {}]");
        assertThat(status(answer)).isEqualTo(400);
        assertThat(row(id)).containsEntry("result", null);
    }

    @Test
    void who_waits_is_answered_when_it_is_finished() throws Exception {
        UUID id = time("60");
        CompletableFuture<Message> waiting = CompletableFuture.supplyAsync(
                () -> ask("direct:job-query", Map.of("uuid", id.toString(), "wait", "60")));
        await().until(() ->
                program.bean("jobWatch", caravan.shared.http.EndWatch.class).isAwaited());
        // By another master: this one is not told.
        tables.execute("UPDATE job SET message = 'x', result = 'success', finished = now() WHERE id = ?", id);
        assertThat(json(waiting.join()).path("message").asText()).isEqualTo("x");
    }

    @Test
    void many_that_wait_in_vain_are_all_answered() throws Exception {
        UUID id = time("60");
        ExecutorService threads = Executors.newCachedThreadPool();
        List<CompletableFuture<Message>> waiting = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            waiting.add(CompletableFuture.supplyAsync(
                    () -> ask("direct:job-query", Map.of("uuid", id.toString(), "wait", "2")), threads));
        }
        for (CompletableFuture<Message> each : waiting) {
            assertThat(json(each.join()).path("status").asText()).isEqualTo("pending");
        }
        threads.shutdown();
    }

    @Test
    void a_uuid_that_no_job_has_is_not_valid_also_for_who_waits() throws Exception {
        for (String uuid : List.of(UUID.randomUUID().toString(), "none")) {
            Message answer = ask("direct:job-query", Map.of("uuid", uuid, "wait", "60"));
            assertThat(status(answer)).isEqualTo(400);
            assertThat(json(answer).path("message").asText()).isEqualTo("UUID '" + uuid + "' not valid");
        }
    }

    @Test
    void the_newest_jobs_come_first_and_as_many_as_are_wanted() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(0, time("60").toString());
        }
        assertThat(ids(ask("direct:job-list", Map.of("limit", "2")))).isEqualTo(ids.subList(0, 2));
        assertThat(ids(ask("direct:job-list", Map.of("limit", "500")))).isEqualTo(ids);
        tables.execute(
                "INSERT INTO job (id, kind, due) SELECT gen_random_uuid(), 'time', now() FROM generate_series(1, 600)");
        assertThat(ids(ask("direct:job-list", Map.of()))).hasSize(50);
        assertThat(ids(ask("direct:job-list", Map.of("limit", "500")))).hasSize(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "", "many", "1.5", "٣", "99999999999"})
    void another_limit_is_a_400(String limit) {
        Message answer = ask("direct:job-list", Map.of("limit", limit));
        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer.getBody(String.class)).contains("limit is not a number from 1 to 500");
    }

    @Test
    void initialized_there_are_no_jobs_neither_in_memory() throws Exception {
        minion();
        UUID id = time("0");
        awaitFinished(id);
        query(id);
        assertThat(ask("direct:jobs-initialize", Map.of()).getBody(String.class))
                .isEqualTo("OK");
        assertThat(tables.count("job")).isZero();
        assertThat(status(query(id))).isEqualTo(400);
        awaitFinished(time("0"));
    }

    @Test
    void without_the_database_it_is_a_503_and_with_it_again_an_answer() throws Exception {
        UUID id = time("60");
        servers.databaseCable().cut();
        for (Message answer : List.of(ask("direct:job-time", Map.of()), query(id), ask("direct:job-list", Map.of()))) {
            assertThat(status(answer)).isEqualTo(503);
            assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        }
        servers.databaseCable().mend();
        await().until(() -> status(query(id)) == 200);
        await().until(() -> status(ask("direct:job-time", Map.of("delay", "60"))) == 200);
    }

    private static List<String> ids(Message answer) throws Exception {
        JsonNode jobs = json(answer);
        return jobs.findValuesAsText("uuid");
    }
}
