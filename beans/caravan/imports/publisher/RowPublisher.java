package caravan.imports.publisher;

import caravan.imports.publisher.RowMessages.RowMessage;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the rows of one session with asynchronous confirms, a bounded number of them on their way at once. When the
 * connection breaks, whatever was not confirmed is published again, in its order; its rows have numbers, by which the
 * consumer knows those that it has already. Used by one thread.
 */
final class RowPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RowPublisher.class);
    private static final int PERSISTENT = 2;
    private static final int MOST = 2000;
    private static final long PAUSE_MILLIS = 500;

    private final ConnectionFactory factory;
    private final UUID session;
    private final Duration patience;
    private final BooleanSupplier stopped;
    private final RowConfirms confirms = new RowConfirms();
    private Connection connection;
    private Channel channel;

    /**
     * @param patience with a broker that is away
     * @param stopped whether it need not be waited for any longer
     */
    RowPublisher(ConnectionFactory factory, UUID session, Duration patience, BooleanSupplier stopped) {
        this.factory = factory;
        this.session = session;
        this.patience = patience;
        this.stopped = stopped;
    }

    /**
     * Sends messages; returns when all are on their way.
     *
     * @throws SessionGone if the broker has no queue for them
     * @throws IOException if the broker is away for too long
     */
    void publish(List<RowMessage> messages) throws SessionGone, IOException, InterruptedException {
        for (RowMessage message : messages) {
            awaitRoom(MOST);
            confirms.expect(message);
            attempt(() -> send(message));
        }
    }

    /** Waits until the broker has confirmed everything. */
    void flush() throws SessionGone, IOException, InterruptedException {
        awaitRoom(1);
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.abort(1000);
        }
    }

    private void awaitRoom(int limit) throws SessionGone, IOException, InterruptedException {
        while (!confirms.awaitRoom(limit, this::isOpen)) {
            attempt(() -> {});
        }
    }

    private boolean isOpen() {
        return channel != null && channel.isOpen();
    }

    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    /** Takes a step on a channel that is there; on a new one everything unconfirmed is sent, instead of the step. */
    private void attempt(Step step) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        for (boolean away = false; ; ) {
            try {
                if (isOpen() && !confirms.isRefused()) {
                    step.take();
                } else {
                    connect();
                }
                if (away) {
                    LOG.info("Session {} is published to again", session);
                }
                return;
            } catch (IOException | TimeoutException | AlreadyClosedException e) {
                if (stopped.getAsBoolean() || System.nanoTime() - begin > patience.toNanos()) {
                    throw new IOException("the broker is away: " + e.getMessage(), e);
                }
                if (!away) {
                    LOG.warn("Session {} waits for the broker: {}", session, e.getMessage());
                }
                away = true;
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void connect() throws IOException, TimeoutException {
        close();
        connection = factory.newConnection("caravan import");
        Channel fresh = connection.createChannel();
        fresh.confirmSelect();
        channel = fresh;
        fresh.addConfirmListener(confirms.begin());
        fresh.addReturnListener(unroutable -> confirms.lose());
        for (RowMessage message : confirms.unconfirmed()) {
            send(message);
        }
    }

    private void send(RowMessage message) throws IOException {
        BasicProperties properties = new BasicProperties.Builder()
                .deliveryMode(PERSISTENT)
                .contentType("application/json")
                .headers(Map.of("row", message.number(), "session", session.toString()))
                .build();
        channel.basicPublish("", session.toString(), true, properties, message.body());
    }
}
