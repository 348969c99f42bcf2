package caravan.imports.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.http.Upload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of an import to its turn, and what becomes of it when it does not get there. */
class ImportQueueTest extends PublisherTest {
    private static final String CSV = "Anna,anna@example.org\n";

    @BeforeEach
    void answer() {
        consumer.answer("/healthcheck/", 200, "OK");
        consumer.answer("/remove/", () -> ScriptedConsumer.account(null, 0));
    }

    @AfterEach
    void end() {
        ImportRuns runs = program.bean("importRuns", ImportRuns.class);
        runs.running().forEach(runs::end);
    }

    @Test
    void whoever_stops_one_that_waits_holds_no_thread_until_it_has_ended() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        consumer.answer("/remove/", () -> {
            await().until(() -> answered.getCount() == 0);
            return ScriptedConsumer.account(null, 0);
        });
        UUID id = imported("running", CSV);
        program.bean("importRuns", ImportRuns.class).start(id, request(CSV), part(id, 1, 0));
        AsyncProducer stop = program.context().getEndpoint("direct:import-stop").createAsyncProducer();
        stop.start();
        Exchange exchange = stop.getEndpoint().createExchange();
        exchange.getMessage().setHeader("uuid", id.toString());
        CompletableFuture<Void> ended = new CompletableFuture<>();

        CompletableFuture<Boolean> call =
                CompletableFuture.supplyAsync(() -> stop.process(exchange, done -> ended.complete(null)));

        await().until(call::isDone);
        assertThat(ended).isNotDone();
        assertThat(row(id)).containsEntry("state", "running");
        answered.countDown();
        ended.join();
        assertThat(row(id)).containsEntry("state", "stopped");
    }

    @Test
    void those_that_were_stopped_before_their_turn_leave_room_for_others() {
        for (String queue : new String[] {"seda:import-run", "seda:import-stopped"}) {
            assertThat(program.context()
                            .getEndpoint(queue, SedaEndpoint.class)
                            .getQueue()
                            .remainingCapacity())
                    .isGreaterThan(100_000);
        }
    }

    @Test
    void one_that_cannot_be_resumed_after_all_is_not_completed_as_before() throws Exception {
        UUID id = imported("not-completed", CSV);
        breakQueue("import-resume-send");
        try {
            assertThat(status(ask("direct:import-resume", id))).isEqualTo(500);
        } finally {
            mend("import-resume-send");
        }
        assertThat(row(id)).containsEntry("state", "not-completed");
        assertThat(program.bean("importRuns", ImportRuns.class).running()).isEmpty();
    }

    @Test
    void one_that_cannot_be_begun_leaves_no_row_and_no_folder() throws Exception {
        UUID session = UUID.randomUUID();
        consumer.answer("/create/", 200, "{\"uuid\": \"" + session + "\"}");
        breakQueue("import-start");
        try {
            assertThat(status(upload(Map.of()))).isEqualTo(500);
        } finally {
            mend("import-start");
        }
        assertThat(tables.query("SELECT * FROM import")).isEmpty();
        assertThat(folder.resolve("imports/" + session)).doesNotExist();
        assertThat(consumer.count("/remove/", session)).isEqualTo(1);
        assertThat(program.bean("importRuns", ImportRuns.class).running()).isEmpty();
    }

    @Test
    void the_table_is_not_emptied_for_one_that_has_no_session() throws Exception {
        consumer.answer("/clear/", () -> {
            throw new AssertionError();
        });
        consumer.answer("/create/", 503, "ERROR");
        assertThat(upload(Map.of("clear", "true")).getMessage().getBody(String.class))
                .contains("answers 503");
    }

    @Test
    void files_of_which_no_row_is_known_are_removed_when_they_are_old_for_they_may_be_another_databases()
            throws Exception {
        UUID known = imported("running", CSV);
        UUID unknown = imported("running", CSV);
        UUID fresh = imported("running", CSV);
        tables.execute("DELETE FROM import WHERE id IN (?, ?)", unknown, fresh);
        for (UUID id : List.of(known, unknown)) {
            Files.setLastModifiedTime(
                    folder.resolve("imports/" + id), FileTime.from(Instant.now().minus(Duration.ofDays(31))));
        }

        program.ask("direct:import-retention-unknown", Map.of());

        assertThat(folder.resolve("imports/" + unknown)).doesNotExist();
        assertThat(folder.resolve("imports/" + known + "/upload.csv")).exists();
        assertThat(folder.resolve("imports/" + fresh + "/upload.csv")).exists();
    }

    private static Exchange upload(Map<String, String> fields) throws Exception {
        Path content = Files.writeString(folder.resolve(UUID.randomUUID() + ".csv"), CSV, UTF_8);
        return program.context().createProducerTemplate().request("direct:import", exchange -> exchange.getMessage()
                .setBody(new Upload(Map.of(), fields, "staff.csv", content, CSV.length())));
    }

    /** From now on nothing that the route sends to the queue gets there. */
    private static void breakQueue(String route) throws Exception {
        AdviceWith.adviceWith(program.context(), route, advice -> advice.weaveByToUri("seda:import-run*")
                .replace()
                .throwException(new IllegalStateException("Queue full")));
    }

    private static void mend(String route) throws Exception {
        AdviceWith.adviceWith(program.context(), route, advice -> advice.weaveByType(ThrowExceptionDefinition.class)
                .replace()
                .to("seda:import-run?waitForTaskToComplete=Never"));
    }
}
