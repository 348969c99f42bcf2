package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.imports.publisher.ScriptedConsumer.Answer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was received and is being taken back must not be passed over by a run that resumes. */
class ImportUndoTest extends PublisherTest {
    UUID id;
    UUID first;
    UUID second;

    @BeforeEach
    void receive() throws Exception {
        id = imported("not-completed", "Anna,anna@example.org\n");
        first = part(id, 1, 4);
        second = part(id, 2, 3);
        consumer.answer("/healthcheck/", 200, "OK");
        consumer.answer("/remove/", () -> ScriptedConsumer.account(null, 4));
    }

    @Test
    void one_whose_undo_fails_in_the_middle_is_not_resumed_but_undone_once_more() throws Exception {
        AtomicInteger undos = new AtomicInteger();
        consumer.answer(
                "/undo/",
                () -> undos.incrementAndGet() == 1 ? new Answer(200, "{\"undone\": 4}") : new Answer(503, "ERROR"));

        assertThat(status(ask("direct:import-undo", id))).isEqualTo(503);

        assertThat(row(id)).containsEntry("state", "stopped");
        assertThat(status(ask("direct:import-resume", id))).isEqualTo(409);
        consumer.answer("/undo/", 200, "{\"undone\": 3}");
        assertThat(ask("direct:import-undo", id).getMessage().getBody(String.class))
                .contains("\"undone\":7");
        assertThat(row(id)).containsEntry("state", "undone");
        assertThat(consumer.count("/undo/", first)).isEqualTo(1);
    }

    @Test
    void while_one_is_undone_it_is_not_resumed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch resumed = new CountDownLatch(1);
        consumer.answer("/undo/", () -> {
            asked.countDown();
            awaitLatch(resumed);
            return new Answer(200, "{\"undone\": 4}");
        });
        CompletableFuture<Exchange> undo = CompletableFuture.supplyAsync(() -> ask("direct:import-undo", id));
        awaitLatch(asked);

        assertThat(status(ask("direct:import-resume", id))).isEqualTo(409);

        resumed.countDown();
        assertThat(status(undo.join())).isEqualTo(200);
        assertThat(row(id)).containsEntry("state", "undone");
    }

    @Test
    void one_whose_consumer_refuses_to_undo_can_be_resumed_as_before() throws Exception {
        consumer.answer("/undo/", 404, "ERROR");

        assertThat(status(ask("direct:import-undo", id))).isEqualTo(409);

        assertThat(row(id)).containsEntry("state", "not-completed").containsEntry("message", "as it was");
    }

    @Test
    void one_whose_consumer_is_away_before_a_row_is_touched_can_be_resumed_as_before() throws Exception {
        consumer.answer("/remove/", 503, "ERROR");

        assertThat(status(ask("direct:import-undo", id))).isEqualTo(503);

        assertThat(row(id)).containsEntry("state", "not-completed").containsEntry("message", "as it was");
    }

    @Test
    void one_of_which_rows_were_taken_back_stays_stopped_though_the_consumer_refuses_the_rest() throws Exception {
        AtomicInteger undos = new AtomicInteger();
        consumer.answer(
                "/undo/",
                () -> undos.incrementAndGet() == 1 ? new Answer(200, "{\"undone\": 4}") : new Answer(404, "ERROR"));

        assertThat(status(ask("direct:import-undo", id))).isEqualTo(409);

        assertThat(row(id)).containsEntry("state", "stopped");
    }

    @Test
    void a_completed_one_stays_what_it_is_until_all_of_it_is_undone() throws Exception {
        UUID completed = imported("completed", "Anna,anna@example.org\n");
        part(completed, 1, 4);
        consumer.answer("/undo/", 503, "ERROR");
        assertThat(status(ask("direct:import-undo", completed))).isEqualTo(503);
        assertThat(row(completed)).containsEntry("state", "completed");
    }

    @Test
    void a_consumer_that_has_more_to_take_back_is_asked_again() {
        List<Answer> answers = List.of(
                new Answer(202, "{\"undone\": 1}"),
                new Answer(202, "{\"undone\": 3}"),
                new Answer(200, "{\"undone\": 4}"),
                new Answer(200, "{\"undone\": 3}"));
        AtomicInteger undos = new AtomicInteger();
        consumer.answer("/undo/", () -> answers.get(undos.getAndIncrement()));

        assertThat(ask("direct:import-undo", id).getMessage().getBody(String.class))
                .contains("\"undone\":7");

        assertThat(consumer.count("/undo/", first)).isEqualTo(3);
        assertThat(consumer.count("/undo/", second)).isEqualTo(1);
    }

    private static void awaitLatch(CountDownLatch latch) {
        await().until(() -> latch.getCount() == 0);
    }
}
