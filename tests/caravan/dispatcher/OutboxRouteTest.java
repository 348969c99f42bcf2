package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import caravan.shared.broker.ConfirmedPublisher;
import caravan.shared.http.RequestId;
import com.rabbitmq.client.GetResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxRouteTest extends DispatcherTest {

    @BeforeAll
    static void start() {
        program = new Program(servers, "dispatcher", "OutboxRoute", "ErrorConfiguration")
                .with("caravan.dispatcher.relay-period", "200")
                .start();
    }

    @BeforeEach
    void connected() {
        await().until(() -> publisher().isConnected());
    }

    @AfterEach
    void mend() throws Exception {
        servers.databaseCable().mend();
        servers.brokerCable().mend();
    }

    @Test
    void what_is_due_is_published_and_removed_when_the_broker_has_it() throws Exception {
        UUID first = tables.task("echo", "[]");
        UUID second = tables.task("echo", "[]");
        tables.outbox(-1, first, second);
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(published()).containsExactlyInAnyOrder(first.toString(), second.toString());
    }

    @Test
    void the_request_s_identifier_goes_with_it() throws Exception {
        UUID task = tables.task("echo", "[]");
        tables.execute("UPDATE task SET request_id = 'request-1' WHERE id = ?", task);
        tables.outbox(-1, task);
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        GetResponse message = mailbox.takeOne(TaskQueue.TASKS);
        assertThat(message.getProps().getHeaders().get(RequestId.HEADER)).hasToString("request-1");
    }

    @Test
    void what_is_not_due_is_left_alone() throws Exception {
        UUID waiting = tables.outbox(60, tables.task("echo", "[]"));
        UUID due = tables.task("echo", "[]");
        tables.outbox(-1, due);
        await().untilAsserted(() -> assertThat(tables.outbox()).containsExactly(waiting));
        assertThat(published()).containsExactly(due.toString());
    }

    @Test
    void of_what_has_ended_nothing_is_published() throws Exception {
        UUID ended = tables.task("echo", "[]");
        tables.execute("UPDATE task SET status = 200 WHERE id = ?", ended);
        UUID waiting = tables.task("echo", "[]");
        UUID running = tables.task("echo", "[]");
        tables.hold(running, tables.session(-1));
        tables.outbox(-1, ended);
        tables.outbox(-1, UUID.randomUUID());
        tables.outbox(-1, ended, waiting, running);
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(published()).containsExactlyInAnyOrder(waiting.toString(), running.toString());
    }

    @Test
    void a_long_outbox_is_emptied_in_one_go() throws Exception {
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            UUID task = tables.task("echo", "[]");
            tasks.add(task.toString());
            tables.outbox(-1, task);
        }
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(published()).containsExactlyInAnyOrderElementsOf(tasks);
    }

    @Test
    void without_the_broker_rows_stay_as_they_are_and_with_it_again_they_go() throws Exception {
        servers.brokerCable().cut();
        await().until(() -> !publisher().isConnected());
        UUID task = tables.task("echo", "[]");
        UUID row = tables.outbox(-1, task);
        await().during(Duration.ofSeconds(1)).until(() -> tables.count("outbox") == 1);
        assertThat(tables.query("SELECT id FROM outbox WHERE due <= now()"))
                .extracting(columns -> columns.get("id"))
                .containsExactly(row);
        servers.brokerCable().mend();
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(published()).containsExactly(task.toString());
    }

    @Test
    void without_the_database_the_relay_goes_on_when_it_is_back() throws Exception {
        UUID task = tables.task("echo", "[]");
        servers.databaseCable().cut();
        tables.outbox(-1, task);
        servers.databaseCable().mend();
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(published()).containsExactly(task.toString());
    }

    @Test
    void a_queue_that_is_gone_is_made_again_and_gets_everything_that_has_not_ended() throws Exception {
        UUID waiting = tables.task("echo", "[]");
        UUID ended = tables.task("echo", "[]");
        tables.execute("UPDATE task SET status = 200 WHERE id = ?", ended);
        mailbox.delete(TaskQueue.TASKS);
        // Whatever is published next finds out; its own row is due again later.
        UUID found = tables.task("echo", "[]");
        tables.outbox(-1, found);
        await().until(() -> mailbox.exists(TaskQueue.TASKS) && mailbox.size(TaskQueue.TASKS) == 1);
        assertThat(published()).containsExactly(waiting.toString(), found.toString());
        assertThat(tables.outbox()).hasSizeLessThanOrEqualTo(1);
    }

    /** The tasks in the messages. */
    private static List<String> published() throws Exception {
        return mailbox.take(TaskQueue.TASKS).stream().flatMap(String::lines).toList();
    }

    private static ConfirmedPublisher publisher() {
        return program.bean("taskPublisher", ConfirmedPublisher.class);
    }
}
