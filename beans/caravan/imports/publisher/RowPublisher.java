package caravan.imports.publisher;

import caravan.imports.publisher.RowMessages.RowMessage;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.SocketConfigurator;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the rows of one session with asynchronous confirms, a bounded number of them on their way at once. When the
 * connection breaks, whatever was not confirmed is published again, in its order; its rows have numbers, by which the
 * consumer knows those that it has already. Used by one thread, and watched by another: a broker that takes nothing more, as
 * RabbitMQ does when its disk or its memory is short, holds the first one in the middle of a write.
 */
final class RowPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RowPublisher.class);
    private static final int PERSISTENT = 2;
    private static final int MOST = 2000;
    private static final long PAUSE_MILLIS = 500;

    private final ConnectionFactory factory;
    private final UUID session;
    private final Duration patience;
    private final BooleanSupplier over;
    private final RowConfirms confirms = new RowConfirms();
    private volatile Socket socket;
    private Connection connection;
    private Channel channel;

    /**
     * @param factory nobody else's
     * @param patience with a broker that is away, or confirms nothing
     * @param over whether nothing is to be sent or waited for any longer
     */
    RowPublisher(ConnectionFactory factory, UUID session, Duration patience, BooleanSupplier over) {
        this.factory = factory;
        this.session = session;
        this.patience = patience;
        this.over = over;
        SocketConfigurator standard = factory.getSocketConfigurator();
        factory.setSocketConfigurator(standard.andThen(fresh -> socket = fresh));
    }

    /**
     * Sends messages; returns when all are on their way.
     *
     * @throws SessionGone if the broker has no queue for them
     * @throws IOException if the broker is away, or confirms nothing, for too long
     * @throws CancellationException if it is over; some may not have been sent
     */
    void publish(List<RowMessage> messages) throws SessionGone, IOException, InterruptedException {
        for (RowMessage message : messages) {
            awaitRoom(MOST);
            confirms.expect(message);
            attempt(() -> send(message));
        }
    }

    /** Waits until the broker has confirmed everything; throws the same. */
    void flush() throws SessionGone, IOException, InterruptedException {
        awaitRoom(1);
    }

    /** To be called by another thread from time to time: frees the one that publishes from a write that does not end. */
    void watch() {
        if (isPointless()) {
            cut();
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.abort(1000);
        }
    }

    private void awaitRoom(int limit) throws SessionGone, IOException, InterruptedException {
        while (!confirms.awaitRoom(limit, () -> isOpen() && !isPointless())) {
            if (isOpen() && isPointless()) {
                giveUp("it confirms nothing", null);
            }
            attempt(() -> {});
        }
    }

    private boolean isPointless() {
        return over.getAsBoolean() || confirms.quiet().compareTo(patience) > 0;
    }

    private void giveUp(String reason, Exception cause) throws IOException {
        cut();
        if (over.getAsBoolean()) {
            throw new CancellationException();
        }
        throw new IOException("the broker is away: " + reason, cause);
    }

    /** Not by closing the connection: that says goodbye first, behind what cannot be written. */
    private void cut() {
        Socket open = socket;
        if (open != null) {
            try {
                // TLS says goodbye, too, unless there is no time for it.
                open.setSoLinger(true, 0);
                open.close();
            } catch (IOException e) {
                LOG.debug("The connection of session {} is closed already", session, e);
            }
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
        for (boolean away = false; ; ) {
            if (over.getAsBoolean()) {
                giveUp("it is over", null);
            }
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
                if (isPointless()) {
                    giveUp(e.getMessage(), e);
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
