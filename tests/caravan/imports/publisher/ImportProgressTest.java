package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.imports.csv.Chunk;
import caravan.imports.csv.Employee;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While imports run, how far they are is stored once a second, and nothing else. */
class ImportProgressTest extends PublisherTest {
    private static final String CSV = "Anna,anna@example.org\n";

    UUID id;
    ImportRun run;

    @BeforeEach
    void begin() throws Exception {
        consumer.answer("/getSession/", () -> ScriptedConsumer.account("listening", 4));
        id = imported("running", CSV);
        tables.execute("UPDATE import SET bytes_read = 7, sent = 7, valid = 7, rejected = 7 WHERE id = ?", id);
        run = runs().start(id, request(CSV), null);
    }

    @AfterEach
    void end() {
        runs().running().forEach(runs()::end);
    }

    @Test
    void one_that_waits_for_its_turn_keeps_its_counts_and_its_consumer_is_not_asked() throws Exception {
        awaitProgressOfAnother();
        assertThat(row(id)).containsEntry("sent", 7L).containsEntry("rejected", 7L);
        assertThat(tables.query("SELECT * FROM import_part WHERE import = ?", id))
                .isEmpty();
    }

    @Test
    void one_that_is_resumed_and_stopped_before_its_turn_keeps_its_counts() throws Exception {
        run.stop();
        program.context().createProducerTemplate().sendBody("direct:import-execute", run);
        assertThat(row(id))
                .containsEntry("state", "stopped")
                .containsEntry("sent", 7L)
                .containsEntry("rejected", 7L)
                .containsEntry("bytes_read", 7L);
    }

    @Test
    void the_end_of_one_is_stored_by_nobody_but_its_own_run() throws Exception {
        run.inherit(0, 0);
        run.begin(UUID.randomUUID());
        run.part().count(chunk(10), 0);
        run.end("not-completed", "too early");
        awaitProgressOfAnother();
        await().until(() -> row(id).get("valid").equals(10L));
        assertThat(row(id)).containsEntry("state", "running").containsEntry("ended", null);
    }

    @Test
    void how_far_one_is_is_stored_though_its_consumer_is_away() throws Exception {
        consumer.answer("/getSession/", 503, "ERROR");
        run.inherit(0, 0);
        run.begin(UUID.randomUUID());
        run.part().count(chunk(10), 0);
        await().until(() -> row(id).get("valid").equals(10L));
        run.part().count(chunk(10), 0);
        await().until(() -> row(id).get("valid").equals(20L));
    }

    @Test
    void a_consumer_that_takes_long_is_not_asked_again_meanwhile() {
        AtomicInteger asking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch another = new CountDownLatch(2);
        consumer.answer("/getSession/", () -> {
            most.accumulateAndGet(asking.incrementAndGet(), Math::max);
            another.countDown();
            awaitFor(another, Duration.ofMillis(2500));
            asking.decrementAndGet();
            return ScriptedConsumer.account("listening", 4);
        });
        run.inherit(0, 0);
        run.begin(UUID.randomUUID());
        await().until(() -> consumer.count("/getSession/", run.session()) >= 2);
        assertThat(most.get()).isEqualTo(1);
    }

    /** Waits until that of one which has begun later is stored: then that of the first would be, too. */
    private static void awaitProgressOfAnother() throws Exception {
        UUID other = imported("running", CSV);
        ImportRun another = runs().start(other, request(CSV), null);
        another.inherit(0, 0);
        another.begin(UUID.randomUUID());
        await().until(() -> !tables.query("SELECT * FROM import_part WHERE import = ? AND received = 4", other)
                .isEmpty());
        int asked = (int) consumer.count("/getSession/", another.session());
        await().until(() -> consumer.count("/getSession/", another.session()) > asked + 1);
    }

    private static void awaitFor(CountDownLatch latch, Duration most) {
        try {
            latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ImportRuns runs() {
        return program.bean("importRuns", ImportRuns.class);
    }

    private static Chunk chunk(int employees) {
        return new Chunk(Collections.nCopies(employees, new Employee("A", "a@b")), List.of(), 10);
    }
}
