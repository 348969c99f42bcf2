package caravan.imports.consumer;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;

/** Why the broker has closed a channel, or a connection: AMQP 0-9-1, section 1.2, as far as it matters here. */
final class Closures {

    private Closures() {}

    /** There is no such queue. */
    static boolean isMissing(IOException failure) {
        return code(failure) == AMQP.NOT_FOUND;
    }

    /** Another one consumes the queue exclusively. */
    static boolean isTaken(IOException failure) {
        return code(failure) == AMQP.ACCESS_REFUSED;
    }

    private static int code(IOException failure) {
        if (!(failure.getCause() instanceof ShutdownSignalException signal)) {
            return 0;
        }
        if (signal.getReason() instanceof AMQP.Channel.Close close) {
            return close.getReplyCode();
        }
        // Qpid closes the whole connection of who consumes what another one consumes.
        return signal.getReason() instanceof AMQP.Connection.Close close ? close.getReplyCode() : 0;
    }
}
