package caravan.imports.publisher;

import caravan.imports.publisher.RowMessages.RowMessage;
import com.rabbitmq.client.ConfirmListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Which of a session's messages the broker has not yet confirmed, in the order in which they are sent. A channel numbers its
 * messages from 1; when one is followed by another, everything unconfirmed is sent again on that.
 */
final class RowConfirms {

    private static final long PAUSE_MILLIS = 500;

    private final Queue<RowMessage> unconfirmed = new ArrayDeque<>();
    private final Set<Long> early = new HashSet<>();
    private ConfirmListener current;
    private long confirmed;
    private long progressed = System.nanoTime();
    private boolean returned;
    private boolean refused;

    /** A message is about to be sent. */
    synchronized void expect(RowMessage message) {
        if (unconfirmed.isEmpty()) {
            progressed = System.nanoTime();
        }
        unconfirmed.add(message);
    }

    /** For how long the broker has confirmed nothing of what it could have. */
    synchronized Duration quiet() {
        return unconfirmed.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - progressed);
    }

    /** What has to be sent on a new channel, before anything else is. */
    synchronized List<RowMessage> unconfirmed() {
        return List.copyOf(unconfirmed);
    }

    /** A channel begins; what the one before it still says no longer counts. @return its listener */
    synchronized ConfirmListener begin() {
        confirmed = 0;
        early.clear();
        refused = false;
        current = new Confirmation();
        return current;
    }

    /** A message came back: the session has no queue. */
    synchronized void lose() {
        returned = true;
        notifyAll();
    }

    /** Whether the broker has refused a message of this channel, which can then not be gone on with. */
    synchronized boolean isRefused() {
        return refused;
    }

    /**
     * Waits until fewer than so many are unconfirmed.
     *
     * @param open whether acknowledgements can still come, and are waited for
     * @return false if there has to be another channel before that
     */
    synchronized boolean awaitRoom(int limit, BooleanSupplier open) throws SessionGone, InterruptedException {
        while (!returned && !refused && unconfirmed.size() >= limit && open.getAsBoolean()) {
            wait(PAUSE_MILLIS);
        }
        if (refused && !returned) {
            // Qpid refuses what it returns, and says so in this order.
            wait(PAUSE_MILLIS);
        }
        if (returned) {
            throw new SessionGone();
        }
        return !refused && unconfirmed.size() < limit;
    }

    /** Messages are let go of from the first one on; one that is acknowledged before those before it waits for them. */
    private synchronized void settle(ConfirmListener of, long number, boolean multiple) {
        if (of != current) {
            return;
        }
        progressed = System.nanoTime();
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

    private synchronized void refuse(ConfirmListener of) {
        if (of == current) {
            refused = true;
            notifyAll();
        }
    }

    private final class Confirmation implements ConfirmListener {
        @Override
        public void handleAck(long number, boolean multiple) {
            settle(this, number, multiple);
        }

        @Override
        public void handleNack(long number, boolean multiple) {
            refuse(this);
        }
    }
}
