package caravan.imports.publisher;

import caravan.imports.publisher.RowMessages.RowMessage;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the rows of one session with asynchronous confirms, a bounded number of them on their way at once. When the
 * connection breaks, whatever was not confirmed is published again, in its order; its rows have numbers, by which the
 * consumer knows those that it has already. Used by one thread.
 */
final class RowPublisher implements AutoCloseable {

    /** The session's queue is gone. */
    static final class SessionGone extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RowPublisher.class);
    private static final int PERSISTENT = 2;
    private static final int MOST = 2000;
    private static final long PAUSE_MILLIS = 500;

    private final ConnectionFactory factory;
    private final UUID session;
    private final Duration patience;
    private final Queue<RowMessage> unconfirmed = new ArrayDeque<>();
    private Connection connection;
    private Channel channel;
    private long confirmed;
    private final Set<Long> early = new HashSet<>();
    private boolean returned;
    private boolean refused;

    /** @param patience with a broker that is away */
    RowPublisher(ConnectionFactory factory, UUID session, Duration patience) {
        this.factory = factory;
        this.session = session;
        this.patience = patience;
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
            synchronized (this) {
                unconfirmed.add(message);
            }
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

    /** Until fewer than so many are unconfirmed. */
    private void awaitRoom(int limit) throws SessionGone, IOException, InterruptedException {
        while (true) {
            synchronized (this) {
                if (returned) {
                    throw new SessionGone();
                }
                if (unconfirmed.size() < limit && !refused) {
                    return;
                }
                if (isUsable()) {
                    wait(PAUSE_MILLIS);
                    continue;
                }
                if (refused) {
                    // Qpid refuses what it returns, and says so in this order.
                    wait(PAUSE_MILLIS);
                }
                if (returned) {
                    throw new SessionGone();
                }
            }
            attempt(() -> {});
        }
    }

    private boolean isUsable() {
        return channel != null && channel.isOpen() && !refused;
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
                if (isUsable()) {
                    step.take();
                } else {
                    connect();
                }
                if (away) {
                    LOG.info("Session {} is published to again", session);
                }
                return;
            } catch (IOException | TimeoutException | AlreadyClosedException e) {
                if (System.nanoTime() - begin > patience.toNanos()) {
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
        List<RowMessage> again;
        synchronized (this) {
            channel = fresh;
            refused = false;
            confirmed = 0;
            early.clear();
            again = List.copyOf(unconfirmed);
        }
        fresh.addConfirmListener(new Confirmation(fresh));
        fresh.addReturnListener(unroutable -> returned());
        for (RowMessage message : again) {
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

    private synchronized void returned() {
        returned = true;
        notifyAll();
    }

    /** Messages are let go of from the first one on; one that is acknowledged before those before it waits for them. */
    private synchronized void settle(Channel of, long number, boolean multiple) {
        if (of != channel) {
            return;
        }
        if (multiple) {
            forget(number);
        } else {
            early.add(number);
        }
        while (early.remove(confirmed + 1)) {
            forget(confirmed + 1);
        }
        notifyAll();
    }

    private void forget(long through) {
        while (confirmed < through) {
            unconfirmed.remove();
            early.remove(++confirmed);
        }
    }

    private synchronized void refuse(Channel of) {
        if (of == channel) {
            refused = true;
            notifyAll();
        }
    }

    private final class Confirmation implements ConfirmListener {
        private final Channel of;

        Confirmation(Channel of) {
            this.of = of;
        }

        @Override
        public void handleAck(long number, boolean multiple) {
            settle(of, number, multiple);
        }

        @Override
        public void handleNack(long number, boolean multiple) {
            refuse(of);
        }
    }
}
