package caravan.it;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/** The broker, as somebody else sees it. */
final class Queues implements AutoCloseable {

    private final Connection connection;

    /** @param url of the broker */
    Queues(String url) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(url);
            factory.setAutomaticRecoveryEnabled(false);
            connection = factory.newConnection("caravan tests");
        } catch (URISyntaxException | GeneralSecurityException | IOException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    Channel channel() {
        try {
            return connection.createChannel();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a session's queue is there. */
    boolean has(UUID session) {
        try {
            Channel channel = channel();
            channel.queueDeclarePassive(session.toString());
            channel.abort();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        connection.abort(1000);
    }
}
