package caravan.minions.master;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.minions.master.Receiver.Posted;
import caravan.shared.SettableClock;
import caravan.shared.fleet.InstanceClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbacksTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String PLAIN = "a secret of both sides, and long enough";
    private static final String STANDARD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final SettableClock clock = new SettableClock();
    private InstanceClient client = client(Duration.ofSeconds(20));
    private final UUID job = UUID.randomUUID();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @AfterAll
    static void closeVertx() {
        VERTX.close();
    }

    @Test
    void a_job_is_posted_and_signed_as_standard_webhooks_has_it() throws Exception {
        try (Receiver receiver = Receiver.taking()) {
            post(STANDARD, receiver, "/jobs?of=caravan");
            Posted posted = receiver.posted().get(0);
            assertThat(posted.method()).isEqualTo("POST");
            assertThat(posted.path()).isEqualTo("/jobs?of=caravan");
            assertThat(posted.type()).isEqualTo("application/json");
            assertThat(posted.id()).isEqualTo(job.toString());
            assertThat(posted.time()).isEqualTo("" + clock.instant().getEpochSecond());
            assertThat(posted.body()).isEqualTo("{\"message\": \"ü\"}");
            assertThat(posted.isSignedBy(STANDARD)).isTrue();
            assertThat(posted.isSignedBy("whsec_" + "A".repeat(32))).isFalse();
        }
    }

    @Test
    void a_secret_that_is_not_of_their_form_is_the_key_itself() throws Exception {
        try (Receiver receiver = Receiver.taking()) {
            post(PLAIN, receiver, "/");
            assertThat(receiver.posted().get(0).isSignedBy(PLAIN.getBytes(UTF_8)))
                    .isTrue();
        }
    }

    @Test
    void a_secret_that_only_begins_in_their_form_is_refused_at_the_start() {
        assertThatThrownBy(() -> callbacks("whsec_" + "not Base64, but thirty-two and more", "localhost"))
                .hasMessageContaining("caravan.callbacks.secret")
                .hasMessageNotContaining("thirty");
    }

    @Test
    void where_nothing_is_posted_no_secret_is_needed() {
        assertThat(callbacks("", "").read(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void two_hundreds_have_taken_it(int status) throws Exception {
        try (Receiver receiver = new Receiver(number -> status, null)) {
            post(PLAIN, receiver, "/");
            assertThat(receiver.posted()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 410, 429, 500, 503})
    void all_else_has_not_and_a_redirect_is_not_followed(int status) throws Exception {
        try (Receiver target = Receiver.taking();
                Receiver receiver =
                        new Receiver(number -> status, target.url("/secret").toString())) {
            assertThatThrownBy(() -> post(PLAIN, receiver, "/"))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage("it answers " + status);
            assertThat(target.posted()).isEmpty();
        }
    }

    @Test
    void who_does_not_answer_is_not_waited_for() throws Exception {
        client.close();
        client = client(Duration.ofMillis(200));
        try (Receiver receiver = new Receiver(number -> 0, null)) {
            assertThatThrownBy(() -> post(PLAIN, receiver, "/")).cause().isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void a_host_that_is_no_longer_on_the_list_is_not_asked() throws Exception {
        try (Receiver receiver = Receiver.taking()) {
            Callbacks callbacks = callbacks(PLAIN, "example.org");
            assertThatThrownBy(() -> callbacks.post(callback(receiver.url("/").toString(), 1)))
                    .hasMessage("its host is no longer on caravan.callbacks");
            assertThat(receiver.posted()).isEmpty();
        }
    }

    @Test
    void rows_are_read_with_the_job_as_it_is_answered() {
        Map<String, Object> row = new HashMap<>(Map.of("id", job, "kind", "time", "attempts", 3));
        row.put("due", Timestamp.from(clock.instant()));
        row.put("destination", "http://127.0.0.1/");
        row.put("message", "now");
        row.put("result", "success");
        Callback callback = callbacks(PLAIN, "127.0.0.1").read(List.of(row)).get(0);
        assertThat(callback.job()).isEqualTo(job);
        assertThat(callback.attempt()).isEqualTo(3);
        assertThat(callback.destination()).isEqualTo("http://127.0.0.1/");
        assertThat(callback.document())
                .isEqualTo("{\"destination\": \"http://127.0.0.1/\", \"message\": \"now\", \"result\": \"success\","
                        + " \"status\": \"finished\", \"uuid\": \"" + job + "\"}");
    }

    @Test
    void the_last_attempt_is_the_last() {
        Callbacks callbacks = callbacks(PLAIN, "127.0.0.1");
        IOException failure = new IOException("it answers 500");
        assertThat(callbacks.failed(callback("http://127.0.0.1/", 3), failure))
                .isEqualTo(Map.of("job", job, "failure", "it answers 500", "last", false));
        assertThat(callbacks.failed(callback("http://127.0.0.1/", 4), failure)).containsEntry("last", true);
    }

    @Test
    void why_it_failed_is_said_without_the_names_of_classes() {
        Exception wrapped = new java.util.concurrent.CompletionException(new IOException("it answers 500"));
        assertThat(callbacks(PLAIN, "127.0.0.1").failed(callback("http://127.0.0.1/", 1), wrapped))
                .containsEntry("failure", "it answers 500");
    }

    private void post(String secret, Receiver receiver, String path) throws IOException {
        callbacks(secret, "127.0.0.1")
                .post(callback(receiver.url(path).toString(), 1))
                .toCompletableFuture()
                .join();
    }

    private static InstanceClient client(Duration limit) {
        return new InstanceClient(VERTX, new HttpClientOptions(), limit, 1000);
    }

    private Callback callback(String destination, int attempt) {
        return new Callback(job, attempt, destination, "{\"message\": \"ü\"}");
    }

    private Callbacks callbacks(String secret, String hosts) {
        return new Callbacks(
                client,
                new Destinations(hosts),
                new JobRows(Duration.ofDays(30)),
                new WebhookKey(secret),
                4,
                clock,
                Runnable::run);
    }
}
