package caravan.imports.publisher;

import caravan.shared.broker.Broker;
import caravan.shared.http.Problem;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker to which rows are published. */
public final class RowBroker {

    private static final Logger LOG = LoggerFactory.getLogger(RowBroker.class);

    private final Broker broker;

    RowBroker(Broker broker) {
        this.broker = broker;
    }

    /** @throws Problem 503 if it does not answer */
    public void check() {
        try {
            broker.check();
        } catch (IOException e) {
            throw Problem.unavailable("The broker is away");
        }
    }

    /** Takes what nobody has received yet out of a session's queue, if it is there. */
    void purge(UUID session) {
        try (Connection connection = connections().newConnection("caravan import stop")) {
            Channel channel = connection.createChannel();
            channel.queuePurge(session.toString());
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            LOG.debug("The queue of session {} was not purged", session, e);
        }
    }

    /** @return false only if the broker says that the session has no queue */
    boolean has(UUID session) {
        try (Connection connection = connections().newConnection("caravan import look")) {
            connection.createChannel().queueDeclarePassive(session.toString());
            return true;
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            return !(e.getCause() instanceof ShutdownSignalException shutdown
                    && shutdown.getReason() instanceof AMQP.Channel.Close close
                    && close.getReplyCode() == AMQP.NOT_FOUND);
        }
    }

    ConnectionFactory connections() {
        return broker.connectionFactory();
    }
}
