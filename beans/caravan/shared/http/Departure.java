package caravan.shared.http;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;

/** That the other side has gone before it had its answer: it closed its connection, or reset it. */
final class Departure {

    private Departure() {}

    /** Whether that is what a failure to write means, and not that something is wrong here. */
    static boolean explains(Throwable failure) {
        return failure instanceof ClosedChannelException
                || failure instanceof HttpClosedException
                || failure instanceof SocketException
                || failure instanceof IOException && isReset(failure.getMessage());
    }

    /** The channels' exceptions differ from one failure to the other in nothing but the operating system's words. */
    private static boolean isReset(String message) {
        return message != null && (message.contains("Connection reset") || message.contains("Broken pipe"));
    }
}
