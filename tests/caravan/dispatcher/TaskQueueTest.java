package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.broker.Mailbox;
import caravan.shared.embedded.RealServers;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.Extension.class)
class TaskQueueTest {
    final RealServers servers;
    final Mailbox mailbox;
    final Tables tables;
    final AtomicInteger restored = new AtomicInteger();
    final TaskQueue queue = new TaskQueue(restored::incrementAndGet);
    Connection connection;

    TaskQueueTest(RealServers servers) {
        this.servers = servers;
        this.mailbox = new Mailbox(servers.brokerItself());
        this.tables = new Tables(servers.databaseItself());
    }

    @BeforeEach
    void connect() throws Exception {
        mailbox.delete(TaskQueue.TASKS);
        mailbox.delete(TaskQueue.INVALID);
        connection = servers.broker().connectionFactory().newConnection();
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.abort();
        servers.brokerCable().mend();
        tables.clear();
    }

    @Test
    void on_a_new_broker_the_queues_are_made_after_the_outbox_was_filled() throws Exception {
        queue.declare(connection);
        assertThat(restored).hasValue(1);
        assertThat(mailbox.size(TaskQueue.TASKS)).isZero();
        assertThat(mailbox.size(TaskQueue.INVALID)).isZero();
    }

    @Test
    void where_they_are_nothing_is_done_to_the_outbox_nor_to_their_messages() throws Exception {
        queue.declare(connection);
        mailbox.put(TaskQueue.TASKS, "hello", null);
        queue.declare(connection);
        assertThat(restored).hasValue(1);
        assertThat(mailbox.take(TaskQueue.TASKS)).containsExactly("hello");
    }

    @Test
    void when_the_outbox_cannot_be_filled_the_queue_is_not_made() throws Exception {
        TaskQueue failing = new TaskQueue(() -> {
            throw new IllegalStateException("no database");
        });
        assertThatThrownBy(() -> failing.declare(connection)).hasMessage("no database");
        assertThat(mailbox.exists(TaskQueue.TASKS)).isFalse();
    }

    @Test
    void a_connection_that_is_gone_is_no_missing_queue() throws Exception {
        queue.declare(connection);
        servers.brokerCable().cut();
        assertThatThrownBy(() -> queue.declare(connection)).isInstanceOf(IOException.class);
        assertThat(restored).hasValue(1);
    }

    @Test
    void the_outbox_is_filled_with_what_has_not_ended() throws Exception {
        tables.execute("INSERT INTO task (id, name, status) SELECT gen_random_uuid(), 'dispatch', status"
                + " FROM generate_series(1, 600), unnest(ARRAY[202, 102, 200, 422, 500, 410]) AS status");
        UUID waiting = tables.task("echo", "[]");
        new OutboxRestore(servers.database()).run();
        assertThat(tables.query("SELECT max(cardinality(tasks)) AS most, sum(cardinality(tasks)) AS all FROM outbox")
                        .get(0))
                .containsEntry("most", 500)
                .containsEntry("all", 1201L);
        assertThat(tables.query("SELECT id FROM outbox WHERE ? = ANY (tasks) AND due <= now()", waiting))
                .hasSize(1);
        assertThat(tables.query(
                        "SELECT task.id FROM task JOIN outbox ON task.id = ANY (tasks) WHERE status NOT IN (202, 102)"))
                .isEmpty();
    }
}
