package caravan.dispatcher;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue between dispatchers and workers. Whoever connects makes sure that it is there. If it is not, the broker is new
 * or has lost its disk, and with the queue went the messages: then everything that has not ended goes to the outbox again
 * first.
 */
public final class TaskQueue {

    /** The queue of tasks; a message is the id of one. */
    public static final String TASKS = "caravan.tasks";

    /** Where messages go that are none (EIP: invalid message channel). */
    public static final String INVALID = "caravan.tasks.invalid";

    private static final Logger LOG = LoggerFactory.getLogger(TaskQueue.class);

    private final Runnable restore;

    /** @param restore puts every task that has not ended into the outbox; may run twice */
    public TaskQueue(Runnable restore) {
        this.restore = restore;
    }

    /** Makes the queues, durable, as they are on any AMQP 0-9-1 broker. */
    public void declare(Connection connection) throws IOException, TimeoutException {
        try {
            if (!exists(connection)) {
                LOG.info("Making the queue {}", TASKS);
                restore.run();
            }
            try (Channel channel = connection.createChannel()) {
                channel.queueDeclare(TASKS, true, false, false, null);
                channel.queueDeclare(INVALID, true, false, false, null);
            }
        } catch (AlreadyClosedException e) {
            throw new IOException(e);
        }
    }

    private static boolean exists(Connection connection) throws IOException, TimeoutException {
        Channel channel = connection.createChannel();
        try {
            channel.queueDeclarePassive(TASKS);
            channel.close();
            return true;
        } catch (IOException e) {
            // The broker says so by closing the channel.
            if (e.getCause() instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Channel.Close close
                    && close.getReplyCode() == AMQP.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
