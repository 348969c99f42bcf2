package caravan.shared.broker;

import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/** Whether the connection that routes consume from is there. */
public final class BrokerPresence implements ConnectionListener {

    private volatile boolean connected;

    @Override
    public void onCreate(Connection connection) {
        connected = true;
    }

    @Override
    public void onClose(Connection connection) {
        connected = false;
    }

    @Override
    public void onShutDown(ShutdownSignalException signal) {
        connected = false;
    }

    /** What is wrong, or empty. */
    public Optional<String> trouble() {
        return connected ? Optional.empty() : Optional.of("The broker is away; nothing new is taken from it");
    }
}
