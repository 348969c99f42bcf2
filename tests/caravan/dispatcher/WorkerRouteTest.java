package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import caravan.shared.http.RequestId;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerRouteTest extends DispatcherTest {

    /** How often an application was run. */
    static final AtomicInteger runs = new AtomicInteger();
    /** The application wait ends when it gets one of these. */
    static final Semaphore permits = new Semaphore(0);

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
                        "ErrorConfiguration")
                .with("caravan.dispatcher.relay-period", "200")
                .with("caravan.worker.heartbeat", "500")
                .with("caravan.worker.lease", "3s")
                .with("caravan.worker.concurrency", "4")
                .with("caravan.dispatcher.retry-delay", "10")
                .with(WorkerRouteTest::applications)
                .start();
    }

    /** Applications that end in every way there is. */
    private static void applications(RouteBuilder routes) {
        routes.from("direct:application-wait").process(WorkerRouteTest::waitForPermit);
        routes.from("direct:application-break").process(exchange -> {
            throw new IllegalStateException("it broke\0");
        });
        routes.from("direct:application-misuse").process(exchange -> {
            throw new IllegalArgumentException("not for the invalid ones");
        });
        routes.from("direct:application-unlinked").process(exchange -> {
            throw new NoClassDefFoundError("caravan/Missing");
        });
        routes.from("direct:application-unwritable").setBody(exchange -> new Object());
        routes.from("direct:application-strip").removeHeaders("*").setBody(routes.constant("stripped"));
        routes.from("direct:application-end").setBody(routes.constant("ended")).stop();
    }

    @AfterAll
    static void stop() {
        permits.release(1000);
    }

    @BeforeEach
    void none_has_run() throws Exception {
        mailbox.declare(TaskQueue.INVALID);
        mailbox.take(TaskQueue.INVALID);
        permits.drainPermits();
        runs.set(0);
    }

    /** Every message is acknowledged in the end, and every place given back. */
    @AfterEach
    void nothing_is_left() throws Exception {
        servers.databaseCable().mend();
        servers.brokerCable().mend();
        permits.release(1000);
        await().untilAsserted(() -> assertThat(mailbox.size(TaskQueue.TASKS)).isZero());
        await().until(() -> program.bean("claims", Claims.class).running() == 0);
    }

    @Test
    void a_task_is_run_and_its_result_stored() throws Exception {
        UUID id = tables.task("add", "[\"2\",\"2\"]");
        publish(id);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
        assertThat(tables.row(id))
                .containsEntry("result", "4")
                .containsEntry("attempts", 1)
                .containsEntry("worker", "worker-1")
                .containsEntry("session", null)
                .containsEntry("exception_type", null)
                .containsEntry("exception_traceback", "")
                .doesNotContainEntry("started", null)
                .doesNotContainEntry("finished", null);
    }

    @Test
    void more_tasks_than_places_are_all_run() throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ids.add(tables.task("echo", "[\"" + i + "\"]"));
        }
        for (UUID id : ids) {
            publish(id);
        }
        await().untilAsserted(() -> assertThat(tables.query("SELECT FROM task WHERE status = 200 AND result = data"))
                .hasSize(100));
    }

    @Test
    void a_rejected_input_is_a_422_that_says_why() throws Exception {
        UUID id = tables.task("add", "[\"two\"]");
        publish(id);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(422));
        assertThat(tables.row(id))
                .containsEntry("exception_type", "InputRejected")
                .containsEntry("exception_value", "'two' is not a number")
                .containsEntry("exception_traceback", "")
                .containsEntry("result", null);
    }

    @Test
    void an_application_that_fails_is_a_500_with_its_traceback() throws Exception {
        UUID id = tables.task("break", "[]");
        publish(id);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(500));
        assertThat(tables.row(id))
                .containsEntry("exception_type", "IllegalStateException")
                .containsEntry("exception_value", "it broke␀");
        assertThat((String) tables.row(id).get("exception_traceback")).contains("WorkerRouteTest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"misuse", "unlinked", "unwritable"})
    void whatever_it_fails_with_it_is_a_500(String application) throws Exception {
        UUID id = tables.task(application, "[]");
        publish(id);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(500));
        assertThat(mailbox.size(TaskQueue.INVALID)).isZero();
    }

    @Test
    void an_application_that_there_is_not_fails_at_once() throws Exception {
        UUID id = tables.task("nowhere", "[]");
        publish(id);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(500));
        assertThat(tables.row(id)).containsEntry("exception_type", "DirectConsumerNotAvailableException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"strip", "end"})
    void an_application_may_do_with_its_message_what_it_likes(String application) throws Exception {
        UUID id = tables.task(application, "[]");
        publish(id);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
    }

    @Test
    void a_message_that_is_no_task_s_id_is_put_aside() throws Exception {
        mailbox.put(TaskQueue.TASKS, "hello", Map.of());
        await().untilAsserted(() -> assertThat(mailbox.size(TaskQueue.INVALID)).isEqualTo(1));
        assertThat(mailbox.take(TaskQueue.INVALID)).containsExactly("hello");
    }

    @Test
    void a_message_of_a_task_that_there_is_not_is_acknowledged() throws Exception {
        publish(UUID.randomUUID());
        await().untilAsserted(() -> assertThat(mailbox.size(TaskQueue.TASKS)).isZero());
        assertThat(mailbox.size(TaskQueue.INVALID)).isZero();
    }

    @Test
    void a_task_that_has_ended_is_not_run_again() throws Exception {
        UUID id = tables.task("wait", "[]");
        tables.execute("UPDATE task SET status = 410 WHERE id = ?", id);
        publish(id);
        await().untilAsserted(() -> assertThat(mailbox.size(TaskQueue.TASKS)).isZero());
        assertThat(tables.status(id)).isEqualTo(410);
        assertThat(runs).hasValue(0);
    }

    @Test
    void the_same_message_twice_is_run_once() throws Exception {
        UUID id = tables.task("wait", "[]");
        publish(id);
        await().until(() -> runs.get() == 1);
        publish(id);
        await().until(() -> tables.count("outbox") == 1);
        permits.release();
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(runs).hasValue(1);
        assertThat(tables.row(id)).containsEntry("attempts", 1);
    }

    @Test
    void a_task_of_a_worker_that_lives_is_left_to_it_until_its_lease_ends() throws Exception {
        UUID id = tables.task("echo", "[]");
        UUID holder = tables.session(4);
        tables.hold(id, holder);
        publish(id);
        await().until(() -> tables.count("outbox") == 1);
        assertThat(tables.query(
                        "SELECT FROM outbox JOIN worker_session ON due = lease WHERE worker_session.id = ?", holder))
                .hasSize(1);
        assertThat(tables.row(id)).containsEntry("status", 102).containsEntry("session", holder);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
        assertThat(tables.row(id)).containsEntry("attempts", 2).containsEntry("worker", "worker-1");
    }

    @Test
    void a_task_of_a_worker_that_is_dead_is_taken_over_and_counted() throws Exception {
        UUID id = tables.task("echo", "[]");
        tables.hold(id, tables.session(-1));
        UUID forgotten = tables.task("echo", "[]");
        tables.hold(forgotten, UUID.randomUUID());
        publish(id);
        publish(forgotten);
        for (UUID each : List.of(id, forgotten)) {
            await().untilAsserted(() -> assertThat(tables.status(each)).isEqualTo(200));
            assertThat(tables.row(each)).containsEntry("attempts", 2).containsEntry("worker", "worker-1");
        }
    }

    /** As when a worker is killed while its last claim is being committed, and its message has gone to us already. */
    @Test
    void a_task_whose_claim_by_another_is_being_committed_is_waited_for_and_not_forgotten() throws Exception {
        UUID id = tables.task("echo", "[]");
        UUID holder = tables.session(4);
        try (Connection other = tables.connection();
                Statement claim = other.createStatement()) {
            other.setAutoCommit(false);
            claim.execute(
                    "UPDATE task SET status = 102, attempts = 1, session = '" + holder + "' WHERE id = '" + id + "'");
            publish(id);
            await().until(() ->
                    !tables.query("SELECT FROM pg_locks WHERE NOT granted").isEmpty());
            other.commit();
        }
        await().until(() -> tables.count("outbox") == 1);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
        assertThat(tables.row(id)).containsEntry("attempts", 2);
    }

    /** As when this worker was out of reach for longer than its lease, and the worker that took over has died since. */
    @Test
    void a_task_that_was_taken_from_us_while_we_still_run_it_comes_again() throws Exception {
        UUID id = tables.task("wait", "[]");
        publish(id);
        await().until(() -> runs.get() == 1);
        tables.execute(
                "UPDATE task SET session = ?, attempts = 2, worker = 'another' WHERE id = ?", tables.session(-1), id);
        publish(id);
        await().until(() -> tables.count("outbox") == 1);
        permits.release(2);
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
        assertThat(tables.row(id)).containsEntry("attempts", 3).containsEntry("worker", "worker-1");
        assertThat(runs).hasValue(2);
    }

    @Test
    void a_late_result_of_an_attempt_that_was_given_up_changes_nothing() throws Exception {
        UUID id = tables.task("wait", "[]");
        publish(id);
        await().until(() -> runs.get() == 1);
        UUID another = tables.session(60);
        tables.execute("UPDATE task SET session = ?, attempts = 2, worker = 'another' WHERE id = ?", another, id);
        permits.release();
        await().until(() -> program.bean("claims", Claims.class).running() == 0);
        assertThat(tables.row(id))
                .containsEntry("status", 102)
                .containsEntry("session", another)
                .containsEntry("result", null);
    }

    @Test
    void a_task_that_is_cancelled_while_it_runs_stays_so() throws Exception {
        UUID id = tables.task("wait", "[]");
        publish(id);
        await().until(() -> runs.get() == 1);
        tables.execute("UPDATE task SET status = 410 WHERE id = ?", id);
        permits.release();
        await().until(() -> program.bean("claims", Claims.class).running() == 0);
        assertThat(tables.status(id)).isEqualTo(410);
    }

    @Test
    void the_lease_of_this_worker_is_renewed() throws Exception {
        await().until(() -> tables.count("worker_session") == 1);
        Object lease = lease();
        await().until(() -> !lease().equals(lease));
        assertThat(tables.query("SELECT FROM worker_session WHERE lease > now()"))
                .hasSize(1);
    }

    @Test
    void without_the_database_a_message_waits_and_is_run_when_it_is_back() throws Exception {
        UUID id = tables.task("echo", "[]");
        servers.databaseCable().cut();
        publish(id);
        await().until(() -> mailbox.size(TaskQueue.TASKS) == 1);
        servers.databaseCable().mend();
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
    }

    @Test
    void a_result_waits_for_the_database_and_the_task_is_not_run_again() throws Exception {
        UUID id = tables.task("wait", "[]");
        publish(id);
        await().until(() -> runs.get() == 1);
        servers.databaseCable().cut();
        permits.release();
        servers.databaseCable().mend();
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
        assertThat(runs).hasValue(1);
    }

    @Test
    void without_the_broker_a_running_task_is_finished_and_with_it_again_the_next_one_comes() throws Exception {
        UUID id = tables.task("wait", "[]");
        publish(id);
        await().until(() -> runs.get() == 1);
        servers.brokerCable().cut();
        permits.release();
        await().untilAsserted(() -> assertThat(tables.status(id)).isEqualTo(200));
        servers.brokerCable().mend();
        UUID next = tables.task("echo", "[]");
        publish(next);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tables.status(next)).isEqualTo(200));
        assertThat(runs).hasValue(1);
    }

    private static void publish(UUID task) throws Exception {
        mailbox.put(TaskQueue.TASKS, task.toString(), Map.of(RequestId.HEADER, "request-1"));
    }

    private static Object lease() throws Exception {
        return tables.query("SELECT lease FROM worker_session").get(0).get("lease");
    }

    private static void waitForPermit(Exchange exchange) throws InterruptedException {
        runs.incrementAndGet();
        permits.acquire();
    }
}
