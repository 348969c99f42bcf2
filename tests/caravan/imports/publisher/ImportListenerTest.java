package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.imports.publisher.ScriptedConsumer.Answer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consumers that do not listen: they have no room, or the session is none to them. */
class ImportListenerTest extends PublisherTest {
    private static final String CSV = "Anna,anna@example.org\n";

    final AtomicInteger sessions = new AtomicInteger();
    UUID id;
    ImportRun run;

    @BeforeEach
    void begin() throws Exception {
        consumer.answer("/healthcheck/", 200, "OK");
        consumer.answer("/create/", this::created);
        consumer.answer("/getSession/", () -> ScriptedConsumer.account("listening", 0));
        consumer.answer("/remove/", () -> ScriptedConsumer.account(null, 0));
        id = imported("running", CSV);
        run = program.bean("importRuns", ImportRuns.class).start(id, request(CSV), null);
    }

    @AfterEach
    void end() {
        run.stop();
        await().atMost(Duration.ofSeconds(30)).until(() -> run.ended().isDone());
    }

    @Test
    void sessions_that_the_consumer_says_have_ended_are_followed_by_others_and_at_last_given_up() throws Exception {
        consumer.answer("/process/", 409, "ERROR");
        execute();
        await().atMost(Duration.ofSeconds(30)).until(() -> run.ended().isDone());
        assertThat(row(id)).containsEntry("state", "not-completed");
        assertThat((String) row(id).get("message")).contains("end before anything is received");
        assertThat(sessions.get()).isEqualTo(3);
    }

    @Test
    void a_consumer_that_has_no_room_is_waited_for_beyond_all_patience() {
        consumer.answer("/process/", 503, "ERROR");
        execute();
        await().during(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(8)).until(() -> !run.ended()
                .isDone());
    }

    @Test
    void one_that_lacks_its_database_is_waited_for_as_long_as_there_is_patience() throws Exception {
        consumer.answer("/healthcheck/", 503, "ERROR");
        consumer.answer("/process/", 503, "ERROR");
        execute();
        await().atMost(Duration.ofSeconds(30)).until(() -> run.ended().isDone());
        assertThat(row(id)).containsEntry("state", "not-completed");
    }

    private Answer created() {
        sessions.incrementAndGet();
        UUID session = UUID.randomUUID();
        try {
            mailbox.declare(session.toString());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new Answer(200, "{\"uuid\": \"" + session + "\"}");
    }

    private void execute() {
        ProducerTemplate routes = program.context().createProducerTemplate();
        routes.sendBody("seda:import-run", run);
    }
}
