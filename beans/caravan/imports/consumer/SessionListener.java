package caravan.imports.consumer;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the messages of one session from its queue, in batches: each is saved, then acknowledged as a whole. What is not
 * acknowledged comes again, and its rows are known by their numbers. The queue is consumed exclusively: while one process
 * does, no other gets in, and when it dies, the broker lets the next one in.
 */
final class SessionListener implements Runnable {

    /** How a session begins to be saved, and ends. */
    interface Session {
        /** Saves a batch; waits for as long as the database is away. */
        void save(SessionBatch batch);

        /** Notes that it has ended: its queue is gone. @param state that was asked for, or null: nobody said that it was all */
        void end(UUID session, String state);
    }

    private static final Logger LOG = LoggerFactory.getLogger(SessionListener.class);

    /** Two batches: one that is being saved, one on its way. */
    private static final int PREFETCH = 2000;

    /** The publisher may need longer than this process to find the broker again. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final UUID session;
    private final Duration timeout;
    private final SessionQueues queues;
    private final Session target;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile String removal;
    private volatile boolean closed;
    private boolean resumed;

    /**
     * @param timeout for which the queue may be empty before the session ends by itself
     * @param resumed whether another process, or an earlier life of this one, has listened before
     */
    SessionListener(UUID session, Duration timeout, boolean resumed, SessionQueues queues, Session target) {
        this.session = session;
        this.timeout = timeout;
        this.resumed = resumed;
        this.queues = queues;
        this.target = target;
    }

    /** To end as soon as everything is saved. @param state in which */
    void remove(String state) {
        removal = state;
    }

    /** Done when it listens no longer. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Stops listening; the session goes on, with whoever listens next. */
    void close() {
        closed = true;
    }

    @Override
    public void run() {
        boolean away = false;
        while (!closed) {
            try {
                Channel channel = queues.channel();
                try {
                    if (isTaken(channel)) {
                        return;
                    }
                    SessionIntake intake = consume(channel);
                    away = said(away);
                    if (listen(channel, intake)) {
                        return;
                    }
                } finally {
                    channel.abort();
                }
            } catch (IOException | TimeoutException | ShutdownSignalException e) {
                if (e instanceof IOException failure && leaves(failure)) {
                    return;
                }
                if (!away && !closed) {
                    LOG.warn("Session {} waits for the broker: {}", session, e.getMessage());
                }
                away = true;
                resumed = true;
                pause();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    // The messages are not acknowledged: they come again.
                    LOG.error("Session {} failed, and tries again", session, e);
                    pause();
                }
            }
        }
    }

    private boolean said(boolean away) {
        if (away) {
            LOG.info("Session {} listens again", session);
        }
        return false;
    }

    /** Whether there is nothing here to be waited for. */
    private boolean leaves(IOException failure) {
        if (Closures.isMissing(failure)) {
            LOG.warn("The queue of session {} is gone", session);
            target.end(session, removal);
            return true;
        }
        return Closures.isTaken(failure);
    }

    /** Asked first: the embedded broker closes the whole connection on whoever consumes what another one does. */
    private boolean isTaken(Channel channel) throws IOException {
        return channel.queueDeclarePassive(SessionQueues.name(session)).getConsumerCount() > 0;
    }

    private SessionIntake consume(Channel channel) throws IOException {
        channel.basicQos(PREFETCH);
        SessionIntake intake = new SessionIntake(channel);
        channel.basicConsume(SessionQueues.name(session), false, "", false, true, null, intake);
        return intake;
    }

    /** @return whether it is over; otherwise to be listened to anew */
    private boolean listen(Channel channel, SessionIntake intake) throws IOException, InterruptedException {
        long quiet = System.nanoTime();
        long patience = (resumed && GRACE.compareTo(timeout) > 0 ? GRACE : timeout).toNanos();
        while (!closed) {
            List<Received> messages = intake.take();
            if (!messages.isEmpty()) {
                target.save(new SessionBatch(session, messages));
                channel.basicAck(messages.get(messages.size() - 1).tag(), true);
                quiet = System.nanoTime();
                patience = timeout.toNanos();
            } else if (removal != null || System.nanoTime() - quiet > patience) {
                return ended(channel, intake);
            }
        }
        return true;
    }

    /**
     * Deletes the queue, if nothing is in it: a message that comes at the last moment keeps it. First nothing more is taken
     * from it, for what is delivered and not acknowledged is not in it.
     */
    private boolean ended(Channel channel, SessionIntake intake) throws IOException, InterruptedException {
        String queue = SessionQueues.name(session);
        channel.basicCancel(intake.getConsumerTag());
        intake.awaitCancelled();
        if (!intake.isEmpty() || channel.queueDeclarePassive(queue).getMessageCount() > 0) {
            // What was delivered goes back into the queue with the channel.
            return false;
        }
        channel.queueDelete(queue, false, true);
        target.end(session, removal);
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
