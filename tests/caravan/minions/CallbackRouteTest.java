package caravan.minions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.minions.master.Receiver;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CallbackRouteTest extends MasterTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

    @BeforeAll
    static void start() {
        program = master("JobRoute", "JobReadRoute", "JobTableRoute", "CallbackRoute", "ErrorConfiguration")
                .with("caravan.callbacks", "127.0.0.1")
                .with("caravan.callbacks.secret", SECRET)
                .with("caravan.callbacks.attempts", "3")
                .start();
    }

    @Test
    void a_finished_job_is_posted_once_signed_and_as_it_is_answered() throws Exception {
        try (Receiver receiver = Receiver.taking()) {
            UUID id = finished(receiver);
            await().until(() -> tables.count("job_callback") == 0);
            assertThat(receiver.posted()).hasSize(1);
            assertThat(receiver.posted().get(0).isSignedBy(SECRET)).isTrue();
            assertThat(receiver.posted().get(0).body()).isEqualTo(query(id).getBody());
            assertThat(receiver.posted().get(0).path()).isEqualTo("/jobs");
        }
    }

    @Test
    void one_that_is_not_finished_is_not_posted() throws Exception {
        try (Receiver receiver = Receiver.taking()) {
            wanted(receiver);
            finished(receiver);
            await().until(() -> tables.count("job_callback") == 0);
            assertThat(receiver.posted()).hasSize(1);
        }
    }

    @Test
    void a_second_result_is_not_posted() throws Exception {
        try (Receiver receiver = Receiver.taking()) {
            UUID id = finished(receiver);
            await().until(() -> tables.count("job_callback") == 0);
            finish(id, "another");
            finished(receiver);
            await().until(() -> tables.count("job_callback") == 0);
            assertThat(receiver.posted()).hasSize(2);
        }
    }

    @Test
    void what_is_not_taken_is_posted_again_later() throws Exception {
        try (Receiver receiver = new Receiver(number -> number < 3 ? 500 : 200, null)) {
            UUID id = finished(receiver);
            await().untilAsserted(() -> assertThat(callback(id)).containsEntry("failure", "it answers 500"));
            assertThat(tables.query("SELECT due > now() AS later, attempts FROM job_callback"))
                    .containsExactly(Map.of("later", true, "attempts", 1));
            makeDue();
            await().until(() -> receiver.posted().size() == 2);
            await().untilAsserted(() -> assertThat(callback(id)).containsEntry("attempts", 2));
            makeDue();
            await().until(() -> tables.count("job_callback") == 0);
            assertThat(receiver.posted()).hasSize(3).allSatisfy(posted -> assertThat(posted.id())
                    .isEqualTo(id.toString()));
        }
    }

    @Test
    void after_its_attempts_it_is_given_up() throws Exception {
        try (Receiver receiver = new Receiver(number -> 410, null)) {
            UUID id = finished(receiver);
            for (int attempt = 1; attempt <= 3; attempt++) {
                int made = attempt;
                await().until(() ->
                        callback(id).get("failure") != null && receiver.posted().size() == made);
                tables.execute("UPDATE job_callback SET failure = NULL, due = now() WHERE due < 'infinity'");
            }
            await().until(() -> (Boolean) tables.query("SELECT due = 'infinity' AS over FROM job_callback")
                    .get(0)
                    .get("over"));
            assertThat(receiver.posted()).hasSize(3);
            assertThat(callback(id)).containsEntry("attempts", 3);
        }
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        try (Receiver target = Receiver.taking();
                Receiver receiver = new Receiver(number -> 307, target.url("/").toString())) {
            UUID id = finished(receiver);
            await().untilAsserted(() -> assertThat(callback(id)).containsEntry("failure", "it answers 307"));
            assertThat(target.posted()).isEmpty();
        }
    }

    @Test
    void one_that_never_answers_does_not_keep_the_others() throws Exception {
        try (Receiver silent = new Receiver(number -> 0, null);
                Receiver receiver = Receiver.taking()) {
            UUID waiting = finished(silent);
            await().until(() -> silent.posted().size() == 1);
            finished(receiver);
            await().until(() -> receiver.posted().size() == 1);
            assertThat(callback(waiting)).containsEntry("failure", null);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(callback(waiting)).containsEntry("failure", "no answer in time"));
        }
    }

    @Test
    void nobody_there_is_a_failure_too() throws Exception {
        Receiver gone = Receiver.taking();
        gone.close();
        UUID id = finished(gone);
        await().until(() -> callback(id).get("failure") != null);
    }

    private static UUID wanted(Receiver receiver) throws Exception {
        return id(ask(
                "direct:job-time",
                Map.of("delay", "3600", "destination", receiver.url("/jobs").toString())));
    }

    private static UUID finished(Receiver receiver) throws Exception {
        UUID id = wanted(receiver);
        finish(id, "now");
        return id;
    }

    private static void finish(UUID id, String message) {
        report("[{\"uuid\": \"" + id + "\", \"message\": \"" + message + "\", \"result\": \"success\"}]");
    }

    private static void makeDue() throws Exception {
        tables.execute("UPDATE job_callback SET due = now()");
    }

    private static Map<String, Object> callback(UUID job) throws Exception {
        return tables.query("SELECT attempts, failure FROM job_callback WHERE job = ?", job)
                .get(0);
    }
}
