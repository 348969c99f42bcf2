package caravan.shared.registry;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An instance that runs in this process, and what became of it: one can pause it, so that it keeps its callers waiting as a
 * process does that was stopped by SIGSTOP, or stop it, so that it refuses them and is not registered.
 */
public final class LocalInstance {

    /** Those that wait at a paused one; further callers are refused. */
    private static final int MOST_WAITING = 1000;

    private final String name;
    private final Instance instance;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private State state = State.RUNNING;

    /** @param name as paths have it, such as {@code ratings-1} */
    public LocalInstance(String name, Instance instance) {
        this.name = name;
        this.instance = instance;
    }

    /** What an instance can be. */
    public enum State {
        RUNNING,
        PAUSED,
        STOPPED
    }

    public String name() {
        return name;
    }

    public Instance instance() {
        return instance;
    }

    public synchronized State state() {
        return state;
    }

    /** Changes what it is; if it does not pause any more, those that wait go on. */
    public void become(State wanted) {
        Deque<Runnable> released = new ArrayDeque<>();
        synchronized (this) {
            state = wanted;
            if (wanted != State.PAUSED) {
                released.addAll(waiting);
                waiting.clear();
            }
        }
        released.forEach(Runnable::run);
    }

    /**
     * Lets a caller wait, if it is paused.
     *
     * @param goOn is called when it is no longer
     * @return false if nobody has to wait, or too many do
     */
    public synchronized boolean holds(Runnable goOn) {
        return state == State.PAUSED && waiting.size() < MOST_WAITING && waiting.add(goOn);
    }
}
