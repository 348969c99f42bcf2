package caravan.shared.broker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;

/**
 * Where the AMQP 0-9-1 broker is.
 *
 * @param url {@code amqp(s)://user:password@host:port/vhost}
 */
public record Broker(URI url) {

    /** How long a connection attempt may take, in milliseconds. */
    private static final int CONNECT_TIMEOUT = 3000;

    /** Seconds between heartbeats; a peer that hangs is given up after two. Short, so that a dead worker's tasks move on. */
    private static final int HEARTBEAT = 5;

    /** A factory whose connections do not recover by themselves: who holds one notices, and asks for the next. */
    public ConnectionFactory connectionFactory() {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(url);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException("caravan.broker.url cannot be used: " + e.getMessage(), e);
        }
        factory.setConnectionTimeout(CONNECT_TIMEOUT);
        factory.setHandshakeTimeout(CONNECT_TIMEOUT);
        factory.setRequestedHeartbeat(HEARTBEAT);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        return factory;
    }

    /**
     * Connects and goes again.
     *
     * @throws IOException if the broker does not answer, or does not let this user in
     */
    public void check() throws IOException {
        try (Connection connection = connectionFactory().newConnection("caravan check")) {
            connection.getServerProperties();
        } catch (TimeoutException e) {
            throw new IOException("no answer in time", e);
        }
    }

    @Override
    public String toString() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() > 0 ? ":" + url.getPort() : "") + url.getPath();
    }
}
