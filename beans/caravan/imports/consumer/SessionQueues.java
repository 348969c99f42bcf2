package caravan.imports.consumer;

import caravan.shared.http.Problem;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Header;

/** The queues of sessions, on one connection of this process; each is named by its session's UUID. */
public final class SessionQueues implements AutoCloseable {

    private final ConnectionFactory factory;
    private Connection connection;

    public SessionQueues(ConnectionFactory factory) {
        this.factory = factory;
    }

    /** Makes the queue of a session, durable: it is there again when the broker was restarted. @throws Problem 503 if it is away */
    public void declare(@Header("uuid") String session) {
        ask(channel -> channel.queueDeclare(session, true, false, false, null));
    }

    /** Deletes it, with whatever is in it; if there is none, nothing happens. */
    public void delete(@Header("uuid") String session) {
        ask(channel -> {
            try {
                channel.queueDelete(session);
            } catch (IOException e) {
                if (!Closures.isMissing(e)) {
                    throw e;
                }
            }
        });
    }

    /** @throws Problem 503 if the broker is away */
    public void check() {
        ask(channel -> {});
    }

    /** A channel of its own for whoever asks. */
    Channel channel() throws IOException, TimeoutException {
        Channel channel = connected().createChannel();
        if (channel == null) {
            throw new IOException("the broker allows no further channel");
        }
        return channel;
    }

    @Override
    public synchronized void close() {
        if (connection != null) {
            connection.abort(1000);
        }
    }

    private void ask(Question question) {
        try {
            Channel channel = channel();
            try {
                question.put(channel);
            } finally {
                channel.abort();
            }
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            throw Problem.unavailable("The broker is away");
        }
    }

    @FunctionalInterface
    private interface Question {
        void put(Channel channel) throws IOException;
    }

    private synchronized Connection connected() throws IOException, TimeoutException {
        if (connection == null || !connection.isOpen()) {
            connection = factory.newConnection("caravan consumer");
        }
        return connection;
    }

    static String name(UUID session) {
        return session.toString();
    }
}
