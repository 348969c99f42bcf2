package caravan.imports.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.imports.publisher.RowMessages.RowMessage;
import caravan.shared.broker.Mailbox;
import caravan.shared.embedded.RealServers;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.Extension.class)
class RowPublisherTest {
    final UUID session = UUID.randomUUID();
    final RealServers servers;
    final Mailbox mailbox;
    final AtomicBoolean stopped = new AtomicBoolean();
    RowPublisher publisher;

    RowPublisherTest(RealServers servers) {
        this.servers = servers;
        this.mailbox = new Mailbox(servers.brokerItself());
    }

    @BeforeEach
    void declare() throws Exception {
        mailbox.declare(session.toString());
        publisher = publisher(Duration.ofSeconds(30));
    }

    @AfterEach
    void delete() throws Exception {
        servers.brokerCable().mend();
        publisher.close();
        mailbox.delete(session.toString());
    }

    @Test
    void what_was_flushed_is_in_the_queue_in_its_order() throws Exception {
        publisher.publish(rows(1, 3000));
        publisher.publish(rows(3001, 5000));
        publisher.flush();
        assertThat(numbers()).containsExactlyElementsOf(range(1, 5000));
    }

    @Test
    void a_message_is_persistent_and_carries_its_number_and_its_session() throws Exception {
        publisher.publish(rows(7, 7));
        publisher.flush();
        GetResponse message = mailbox.takeOne(session.toString());
        assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(message.getProps().getContentType()).isEqualTo("application/json");
        assertThat(message.getProps().getHeaders().get("row")).isEqualTo(7L);
        assertThat(message.getProps().getHeaders().get("session")).hasToString(session.toString());
        assertThat(message.getBody()).isEqualTo("7".getBytes(UTF_8));
    }

    @Test
    void when_nothing_is_on_its_way_there_is_nothing_to_wait_for() throws Exception {
        publisher.flush();
        publisher.publish(List.of());
        publisher.flush();
        assertThat(numbers()).isEmpty();
    }

    @Test
    void after_a_cut_in_the_middle_all_are_there_in_their_order_and_only_unconfirmed_ones_twice() throws Exception {
        publisher.publish(rows(1, 1000));
        publisher.flush();
        AtomicLong sent = new AtomicLong(1000);
        CompletableFuture<Void> rest = async(() -> {
            for (; sent.get() < 5000; sent.addAndGet(100)) {
                publisher.publish(rows(sent.get() + 1, sent.get() + 100));
            }
            publisher.flush();
            return null;
        });
        await().until(() -> sent.get() > 2000);
        servers.brokerCable().cut();
        assertThat(rest).isNotDone();
        servers.brokerCable().mend();
        rest.join();
        List<Long> arrived = numbers();
        assertThat(arrived.stream().distinct()).containsExactlyElementsOf(range(1, 5000));
        assertThat(arrived.subList(0, 1000)).containsExactlyElementsOf(range(1, 1000));
        assertThat(arrived.subList(1000, arrived.size())).allMatch(number -> number > 1000);
        // So many may be on their way at once.
        assertThat(arrived.size()).isLessThanOrEqualTo(5000 + 2000);
    }

    @Test
    void a_broker_that_is_away_at_first_is_waited_for() throws Exception {
        servers.brokerCable().cut();
        CompletableFuture<Void> all = async(() -> {
            publisher.publish(rows(1, 10));
            publisher.flush();
            return null;
        });
        await().during(Duration.ofMillis(600)).until(() -> !all.isDone());
        servers.brokerCable().mend();
        all.join();
        assertThat(numbers()).containsExactlyElementsOf(range(1, 10));
    }

    @Test
    void a_broker_that_is_away_for_longer_than_there_is_patience_is_a_failure() throws Exception {
        publisher = publisher(Duration.ofMillis(600));
        publisher.publish(rows(1, 10));
        publisher.flush();
        servers.brokerCable().cut();
        assertThatThrownBy(() -> {
                    publisher.publish(rows(11, 20));
                    publisher.flush();
                })
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("the broker is away");
    }

    @Test
    void a_broker_that_is_away_is_not_waited_for_by_what_is_stopped() throws Exception {
        publisher.publish(rows(1, 10));
        publisher.flush();
        servers.brokerCable().cut();
        stopped.set(true);
        assertThatThrownBy(() -> {
                    publisher.publish(rows(11, 20));
                    publisher.flush();
                })
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void a_broker_that_confirms_nothing_is_not_waited_for_by_what_is_stopped() throws Exception {
        publisher = hangingPublisher(Duration.ofSeconds(30));
        CompletableFuture<Void> all = hanging(rows(1, 3000));
        await().during(Duration.ofMillis(600)).until(() -> !all.isDone());
        stopped.set(true);
        assertThatThrownBy(all::join).hasRootCauseInstanceOf(CancellationException.class);
    }

    @Test
    void a_broker_that_confirms_nothing_for_longer_than_there_is_patience_is_a_failure() throws Exception {
        publisher = hangingPublisher(Duration.ofSeconds(1));
        CompletableFuture<Void> all = hanging(rows(1, 3000));
        assertThatThrownBy(all::join)
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("the broker is away: it confirms nothing");
    }

    @Test
    void a_write_that_does_not_end_is_left_by_what_is_stopped() throws Exception {
        publisher = hangingPublisher(Duration.ofSeconds(30));
        CompletableFuture<Void> all = hanging(large(3000));
        await().during(Duration.ofMillis(600)).until(() -> {
            publisher.watch();
            return !all.isDone();
        });
        stopped.set(true);
        watchUntilDone(all);
        assertThatThrownBy(all::join).hasRootCauseInstanceOf(CancellationException.class);
    }

    @Test
    void a_write_that_does_not_end_is_left_when_there_is_no_more_patience() throws Exception {
        publisher = hangingPublisher(Duration.ofSeconds(1));
        CompletableFuture<Void> all = hanging(large(3000));
        watchUntilDone(all);
        assertThatThrownBy(all::join)
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("the broker is away");
    }

    @Test
    void without_the_queue_the_session_is_gone() throws Exception {
        mailbox.delete(session.toString());
        assertThatThrownBy(() -> {
                    publisher.publish(rows(1, 1));
                    publisher.flush();
                })
                .isInstanceOf(SessionGone.class);
    }

    @Test
    void when_the_queue_is_deleted_in_the_middle_the_session_is_gone() throws Exception {
        publisher.publish(rows(1, 10));
        publisher.flush();
        mailbox.delete(session.toString());
        assertThatThrownBy(() -> {
                    publisher.publish(rows(11, 5000));
                    publisher.flush();
                })
                .isInstanceOf(SessionGone.class);
    }

    private RowPublisher publisher(Duration patience) {
        return new RowPublisher(servers.broker().connectionFactory(), session, patience, stopped::get);
    }

    /** One whose connection is not given up for want of a heartbeat: RabbitMQ's goes on while it takes nothing. */
    private RowPublisher hangingPublisher(Duration patience) {
        ConnectionFactory factory = servers.broker().connectionFactory();
        factory.setRequestedHeartbeat(0);
        return new RowPublisher(factory, session, patience, stopped::get);
    }

    /** Publishes them to a broker that hangs from now on. */
    private CompletableFuture<Void> hanging(List<RowMessage> messages) throws Exception {
        publisher.publish(rows(1, 1));
        publisher.flush();
        servers.brokerCable().freeze();
        return async(() -> {
            publisher.publish(messages);
            publisher.flush();
            return null;
        });
    }

    private void watchUntilDone(CompletableFuture<Void> all) {
        await().until(() -> {
            publisher.watch();
            return all.isDone();
        });
    }

    /** More than sockets hold on the way. */
    private static List<RowMessage> large(long last) {
        byte[] body = new byte[64 * 1024];
        return LongStream.rangeClosed(1, last)
                .mapToObj(number -> new RowMessage(number, body))
                .toList();
    }

    private static CompletableFuture<Void> async(Callable<Void> work) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orTimeout(30, TimeUnit.SECONDS);
    }

    private static List<RowMessage> rows(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> new RowMessage(number, Long.toString(number).getBytes(UTF_8)))
                .toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** What is in the queue, and stays there: to ask for it one by one, or to take it out, takes seconds for thousands. */
    private List<Long> numbers() throws Exception {
        BlockingQueue<Long> delivered = new LinkedBlockingQueue<>();
        List<Long> numbers = new ArrayList<>();
        long size = mailbox.size(session.toString());
        try (Connection connection = servers.brokerItself().connectionFactory().newConnection("test")) {
            connection
                    .createChannel()
                    .basicConsume(
                            session.toString(),
                            false,
                            (tag, message) -> delivered.add(Long.valueOf(new String(message.getBody(), UTF_8))),
                            tag -> {});
            while (numbers.size() < size) {
                numbers.add(Objects.requireNonNull(delivered.poll(10, TimeUnit.SECONDS)));
            }
        }
        return numbers;
    }
}
