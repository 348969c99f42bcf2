package caravan.imports.consumer;

import caravan.shared.http.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The sessions that this process listens for, each with a thread of its own. */
public final class SessionListeners implements AutoCloseable {

    private final Map<UUID, SessionListener> listeners = new ConcurrentHashMap<>();
    private final int most;
    private final SessionQueues queues;
    private final SessionListener.Session target;
    private final ExecutorService threads;

    /** @param most sessions at once */
    SessionListeners(int most, SessionQueues queues, SessionListener.Session target, ExecutorService threads) {
        this.most = most;
        this.queues = queues;
        this.target = target;
        this.threads = threads;
    }

    /** @throws Problem 503 if this process listens to as many as it may */
    public void checkRoom() {
        if (listeners.size() >= most) {
            throw Problem.unavailable("This consumer listens to " + most + " sessions already");
        }
    }

    /** Those that this process listens to, as {@code ids}. */
    public Map<String, Object> here() {
        return Map.of("ids", listeners.keySet().toArray(UUID[]::new));
    }

    /** Listens to a session that was created just now. @param timeout seconds for which its queue may be empty */
    public void listen(@Header("uuid") String session, @Header("timeout") int timeout) {
        listen(UUID.fromString(session), timeout, false);
    }

    /**
     * Listens to what nobody listens to, as far as there is room, and ends what is to end.
     *
     * @param rows of sessions that have not ended: {@code id}, {@code timeout} in seconds, {@code removal}, {@code orphaned}:
     *     nobody listens
     */
    public void see(@Body List<Map<String, Object>> rows) {
        for (Map<String, Object> row : rows) {
            UUID session = (UUID) row.get("id");
            if ((Boolean) row.get("orphaned") && listeners.size() < most) {
                listen(session, (Integer) row.get("timeout"), true);
            }
            SessionListener listener = listeners.get(session);
            if (listener != null && row.get("removal") != null) {
                listener.remove((String) row.get("removal"));
            }
        }
    }

    /**
     * Waits for the end of a session, holding no thread.
     *
     * @return done when it is no longer listened to here, or after 25 s
     */
    public CompletionStage<Void> gone(@Header("uuid") String session) {
        SessionListener listener = listeners.get(UUID.fromString(session));
        return listener == null
                ? CompletableFuture.completedFuture(null)
                : listener.gone().copy().completeOnTimeout(null, 25, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        listeners.values().forEach(SessionListener::close);
    }

    private void listen(UUID session, int timeout, boolean resumed) {
        SessionListener listener = new SessionListener(session, Duration.ofSeconds(timeout), resumed, queues, target);
        if (listeners.putIfAbsent(session, listener) == null) {
            threads.execute(() -> {
                try {
                    listener.run();
                } finally {
                    listeners.remove(session);
                    listener.gone().complete(null);
                }
            });
        }
    }
}
