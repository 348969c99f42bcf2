package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.minions.master.Receiver;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Finished jobs are posted where they are wanted. */
class MinionCallbackIT {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    private static Program program;
    private static Master master;

    @BeforeAll
    static void start() {
        program = TESTBED.start(
                "caravan.roles=master,minion", "caravan.callbacks=localhost", "caravan.callbacks.secret=" + SECRET);
        master = new Master(program);
    }

    @Test
    void a_finished_job_is_posted_signed_and_as_it_is_answered() throws Exception {
        try (Receiver receiver = Receiver.taking()) {
            String job = Master.accepted(master.ball(
                    Map.of("question", "Will it come?", "delay", "1", "destination", address(receiver, "/jobs?a=b"))));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !receiver.posted().isEmpty());
            Receiver.Posted posted = receiver.posted().get(0);
            assertThat(posted.path()).isEqualTo("/jobs?a=b");
            assertThat(posted.id()).isEqualTo(job);
            assertThat(posted.isSignedBy(SECRET)).isTrue();
            assertThat(posted.body())
                    .isEqualTo(master.ask(job).body())
                    .startsWith("{\"destination\": \"" + address(receiver, "/jobs?a=b") + "\", \"message\": \"");
        }
    }

    @Test
    void one_that_fails_twice_and_one_that_never_answers_do_not_keep_others_waiting() throws Exception {
        try (Receiver failing = new Receiver(number -> number < 3 ? 500 : 200, null);
                Receiver silent = new Receiver(number -> 0, null);
                Receiver taking = Receiver.taking()) {
            time(failing);
            time(silent);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !failing.posted().isEmpty() && !silent.posted().isEmpty());
            time(taking);
            await().atMost(Duration.ofSeconds(60)).until(() -> taking.posted().size() == 1);
            assertThat(failing.posted()).hasSizeLessThan(3);
            await().atMost(Duration.ofSeconds(120)).until(() -> failing.posted().size() == 3);
            assertThat(failing.posted()).allSatisfy(posted -> {
                assertThat(posted.body()).isEqualTo(failing.posted().get(0).body());
                assertThat(posted.isSignedBy(SECRET)).isTrue();
            });
            await().atMost(Duration.ofSeconds(60)).until(() -> silent.posted().size() > 1);
        }
    }

    @Test
    void a_redirect_to_a_host_that_is_not_allowed_is_not_followed() throws Exception {
        try (Receiver inside = Receiver.taking();
                Receiver redirecting =
                        new Receiver(number -> 302, inside.url("/").toString());
                Receiver after = Receiver.taking()) {
            time(redirecting);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> redirecting.posted().size() > 1);
            time(after);
            await().atMost(Duration.ofSeconds(60)).until(() -> after.posted().size() == 1);
            assertThat(inside.posted()).isEmpty();
        }
    }

    private static void time(Receiver receiver) {
        String destination = URLEncoder.encode(address(receiver, "/"), UTF_8);
        Master.accepted(program.get(Master.ROOT + "/time?destination=" + destination));
    }

    private static String address(Receiver receiver, String path) {
        return receiver.url(path).toString().replace("127.0.0.1", "localhost");
    }
}
