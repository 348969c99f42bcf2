package caravan.shared.broker;

import caravan.shared.http.RequestId;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes parcels with asynchronous publisher confirms: one thread sends, the broker's acknowledgements come when they
 * come, and a parcel is confirmed when its last message is. What cannot be sent, is returned as unroutable, or is not
 * acknowledged because the connection broke, is not confirmed: whoever handed it in has it in his outbox and hands it in
 * again. camel-spring-rabbitmq confirms message by message, at a thirtieth of the speed.
 */
public final class ConfirmedPublisher implements AutoCloseable {

    /** Makes the queues on a new connection, before anything is sent on it. */
    @FunctionalInterface
    public interface Topology {
        void declare(Connection connection) throws IOException, TimeoutException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConfirmedPublisher.class);
    private static final int PERSISTENT = 2;

    private final BlockingQueue<Parcel> waiting = new ArrayBlockingQueue<>(256);
    private final ConnectionFactory factory;
    private final Topology topology;
    private final Consumer<UUID> confirmed;
    private final Thread sender;
    private volatile Connection connection;
    private Channel channel;
    private Confirms confirms;
    private boolean away;
    private volatile boolean closed;

    /** @param confirmed is told the id of each parcel that the broker has; must not block */
    public ConfirmedPublisher(ConnectionFactory factory, Topology topology, Consumer<UUID> confirmed) {
        this.factory = factory;
        this.topology = topology;
        this.confirmed = confirmed;
        this.sender = new Thread(this::run, "publisher");
        this.sender.setDaemon(true);
        this.sender.start();
    }

    /** Hands a parcel in. @return false if there is no room: it is not sent now */
    public boolean offer(Parcel parcel) {
        return !closed && waiting.offer(parcel);
    }

    /** Whether the broker answered the last time it was asked. */
    public boolean isConnected() {
        Connection now = connection;
        return now != null && now.isOpen();
    }

    /** How many parcels may be handed in before {@link #offer} refuses. */
    public int room() {
        return waiting.remainingCapacity();
    }

    @Override
    public void close() {
        closed = true;
        sender.interrupt();
        Connection last = connection;
        if (last != null) {
            last.abort(1000);
        }
    }

    private void run() {
        while (!closed) {
            try {
                // Now and then without a parcel, so that a broker that came back is noticed.
                Parcel parcel = waiting.poll(500, TimeUnit.MILLISECONDS);
                connect();
                if (parcel != null) {
                    send(parcel);
                }
            } catch (IOException | TimeoutException | RuntimeException | Error e) {
                // An error too: without this thread nothing would be published any more.
                disconnect(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void connect() throws IOException, TimeoutException {
        if (channel != null && channel.isOpen()) {
            if (!confirms.unroutable()) {
                return;
            }
            channel.abort();
        }
        if (connection == null || !connection.isOpen()) {
            connection = factory.newConnection("caravan publisher");
        }
        topology.declare(connection);
        channel = connection.createChannel();
        channel.confirmSelect();
        confirms = new Confirms(confirmed);
        channel.addConfirmListener(confirms);
        channel.addReturnListener(confirms);
        if (away) {
            LOG.info("Publishing again");
        }
        away = false;
    }

    private void send(Parcel parcel) throws IOException, InterruptedException {
        if (parcel.letters().isEmpty()) {
            confirmed.accept(parcel.id());
            return;
        }
        confirms.expect(parcel, channel.getNextPublishSeqNo(), channel::isOpen);
        for (Parcel.Letter letter : parcel.letters()) {
            BasicProperties properties = new BasicProperties.Builder()
                    .deliveryMode(PERSISTENT)
                    .contentType("text/plain")
                    .messageId(parcel.id().toString())
                    .headers(
                            letter.requestId() == null || letter.requestId().isEmpty()
                                    ? null
                                    : Map.of(RequestId.HEADER, letter.requestId()))
                    .build();
            byte[] body = letter.body().getBytes(StandardCharsets.UTF_8);
            channel.basicPublish("", parcel.queue(), true, properties, body);
        }
    }

    private void disconnect(Throwable cause) {
        if (!away && !closed) {
            LOG.warn("Cannot publish, what is accepted waits in the outbox: {}", cause.toString());
        }
        away = true;
        waiting.clear();
        if (connection != null) {
            connection.abort(1000);
        }
        connection = null;
        channel = null;
    }
}
