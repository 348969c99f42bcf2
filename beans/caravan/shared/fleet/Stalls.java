package caravan.shared.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Notices that this process stood still (a long collection of garbage, SIGSTOP, a machine without a core to spare). */
public final class Stalls implements AutoCloseable {

    private static final Duration BEAT = Duration.ofMillis(100);

    /** Later than that is not a busy moment but a stall. */
    private static final Duration LATE = Duration.ofMillis(250);

    private final Timers timers;
    private final Clock clock;
    private final Consumer<Instant> listener;
    private Instant last;
    private Runnable next = () -> {};
    private boolean closed;

    /** @param listener is told, at the end of each stall, when it began */
    public Stalls(Timers timers, Clock clock, Consumer<Instant> listener) {
        this.timers = timers;
        this.clock = clock;
        this.listener = listener;
        beat();
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.run();
    }

    private synchronized void beat() {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        if (last != null && now.isAfter(last.plus(BEAT).plus(LATE))) {
            listener.accept(last);
        }
        last = now;
        next = timers.after(BEAT, this::beat);
    }
}
