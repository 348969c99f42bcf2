package caravan.shared.broker;

import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/** Whether the connection that routes consume from is there. */
public final class BrokerPresence implements ConnectionListener {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerPresence.class);

    private boolean lost;
    private boolean connected;

    @Override
    public synchronized void onCreate(Connection connection) {
        if (lost) {
            LOG.info("The broker is back, messages are taken again");
        }
        lost = false;
        connected = true;
    }

    @Override
    public synchronized void onClose(Connection connection) {
        connected = false;
    }

    @Override
    public synchronized void onShutDown(ShutdownSignalException signal) {
        if (connected && !signal.isInitiatedByApplication()) {
            LOG.warn("The broker is away, nothing is taken from it: {}", signal.getMessage());
            lost = true;
        }
        connected = false;
    }

    /** What is wrong, or empty. */
    public synchronized Optional<String> trouble() {
        return connected ? Optional.empty() : Optional.of("The broker is away; nothing new is taken from it");
    }
}
