package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that fail, take too long or are cancelled. */
class RetryRouteTest extends DispatcherTest {

    static final AtomicInteger interrupted = new AtomicInteger();
    static final AtomicInteger running = new AtomicInteger();

    @BeforeAll
    static void start() {
        program = new Program(
                        servers,
                        "dispatcher,worker",
                        "WorkerRoute",
                        "WorkerTableRoute",
                        "WorkerMessageConfiguration",
                        "ApplicationRoutes",
                        "OutboxRoute",
                        "TaskChangeRoute",
                        "ErrorConfiguration")
                .with("caravan.dispatcher.relay-period", "200")
                .with("caravan.dispatcher.retry-delay", "400")
                .with("caravan.worker.concurrency", "2")
                .with(RetryRouteTest::applications)
                .start();
    }

    private static void applications(RouteBuilder routes) {
        routes.from("direct:application-second").process(exchange -> {
            if (exchange.getMessage().getHeader(ApplicationStart.TASK_ATTEMPT, int.class) < 2) {
                throw new IllegalStateException("not yet");
            }
            exchange.getMessage().setBody("now");
        });
        routes.from("direct:application-never").process(exchange -> {
            throw new IllegalStateException("never");
        });
        routes.from("direct:application-hang").routeProperty("timeout", "300ms").process(RetryRouteTest::hang);
        routes.from("direct:application-long").process(RetryRouteTest::hang);
    }

    private static void hang(Exchange exchange) throws InterruptedException {
        running.incrementAndGet();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
    }

    @BeforeEach
    void none_has_run() {
        interrupted.set(0);
        running.set(0);
    }

    @AfterEach
    void nothing_is_left() {
        await().until(() -> program.bean("claims", Claims.class).running() == 0);
    }

    @Test
    void a_task_that_fails_is_tried_again_and_meanwhile_it_is_processing_and_shows_why() throws Exception {
        UUID id = tables.task("second", "[]");
        publish(id);

        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
        assertThat(tables.row(id))
                .containsEntry("attempts", 2)
                .containsEntry("result", "\"now\"")
                .containsEntry("failed", null)
                .containsEntry("next_attempt", null)
                .containsEntry("exception_value", null);
    }

    @Test
    void between_its_attempts_a_task_is_in_the_outbox_and_with_nobody() throws Exception {
        UUID id = tables.task("never", "[]");
        // Seen as soon as it is stored: the row of the outbox is due when the task is.
        tables.execute("CREATE OR REPLACE FUNCTION seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO seen SELECT NEW.due = next_attempt, session IS NULL, status, attempts, exception_value"
                + " FROM task WHERE id = NEW.tasks[1]; RETURN NULL; END $$");
        tables.execute("CREATE TABLE seen (due boolean, free boolean, status int, attempts int, exception_value text)");
        tables.execute("CREATE TRIGGER seen AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION seen()");
        try {
            publish(id);
            await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(500));

            assertThat(tables.query("SELECT * FROM seen ORDER BY attempts"))
                    .filteredOn(row -> (Boolean) row.get("free"))
                    .extracting(
                            row -> row.get("due"),
                            row -> row.get("status"),
                            row -> row.get("attempts"),
                            row -> row.get("exception_value"))
                    .contains(
                            org.assertj.core.groups.Tuple.tuple(true, 102, 1, "never"),
                            org.assertj.core.groups.Tuple.tuple(true, 102, 2, "never"));
        } finally {
            tables.execute("DROP TRIGGER seen ON outbox");
            tables.execute("DROP TABLE seen");
        }
        assertThat(tables.row(id))
                .containsEntry("attempts", 3)
                .containsEntry("failed", 500)
                .containsEntry("next_attempt", null);
    }

    @Test
    void a_message_that_comes_before_the_time_of_the_next_attempt_is_put_off_until_then() throws Exception {
        UUID id = tables.task("second", "[]");
        tables.execute(
                "UPDATE task SET status = 102, attempts = 1, next_attempt = now() + interval '3 seconds' WHERE id = ?",
                id);
        publish(id);

        await().until(() -> tables.count("outbox") == 1);
        assertThat(tables.query("SELECT FROM outbox JOIN task ON due = next_attempt"))
                .hasSize(1);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
        assertThat(tables.row(id)).containsEntry("attempts", 2);
    }

    @Test
    void one_that_takes_too_long_is_interrupted_tried_again_and_failed_in_the_end() throws Exception {
        UUID id = tables.task("hang", "[]");
        publish(id);

        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(500));
        assertThat(tables.row(id))
                .containsEntry("attempts", 3)
                .containsEntry("exception_type", "TimeoutException")
                .containsEntry("exception_value", "it ran for longer than 300 ms");
        await().until(() -> interrupted.get() == 3);
    }

    @Test
    void one_that_is_cancelled_while_it_runs_is_interrupted_and_its_place_is_free() throws Exception {
        List<UUID> tasks = List.of(tables.task("long", "[]"), tables.task("long", "[]"));
        mailbox.put(TaskQueue.TASKS, tasks.stream().map(UUID::toString).collect(Collectors.joining("\n")), Map.of());
        await().until(() -> running.get() == 2);

        for (UUID task : tasks) {
            program.ask("direct:task-cancel", Map.of("uuid", task.toString()));
            assertThat(tables.status(task)).isEqualTo(410);
        }

        await().until(() -> interrupted.get() == 2);
        UUID next = tables.task("echo", "[]");
        publish(next);
        await().untilAsserted(() -> assertThat(tables.status(next)).isEqualTo(200));
        assertThat(tasks).allSatisfy(task -> assertThat(tables.row(task))
                .containsEntry("status", 410)
                .containsEntry("failed", 410)
                .containsEntry("result", null));
    }

    @Test
    void the_tasks_of_one_message_run_side_by_side_and_a_slow_one_holds_up_none() throws Exception {
        UUID slow = tables.task("long", "[]");
        List<UUID> quick = Stream.of("a", "b", "c")
                .map(text -> {
                    try {
                        return tables.task("echo", "\"" + text + "\"");
                    } catch (java.sql.SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        mailbox.put(
                TaskQueue.TASKS,
                Stream.concat(Stream.of(slow), quick.stream())
                        .map(UUID::toString)
                        .collect(Collectors.joining("\n")),
                Map.of());

        await().untilAsserted(() ->
                assertThat(tables.query("SELECT FROM task WHERE status = 200")).hasSize(3));
        assertThat(tables.status(slow)).isEqualTo(102);
        program.ask("direct:task-cancel", Map.of("uuid", slow.toString()));
    }

    private static void publish(UUID task) throws Exception {
        mailbox.put(TaskQueue.TASKS, task.toString(), Map.of());
    }
}
