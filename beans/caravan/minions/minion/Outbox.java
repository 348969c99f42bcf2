package caravan.minions.minion;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What one master is still to be told; one report at a time, and after a failure not at once. */
final class Outbox {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** For a master that does not come back: the oldest are given up, who wants to know has to ask. */
    private static final int MOST = 200_000;

    private final Deque<Work> works = new ArrayDeque<>();
    private boolean telling;
    private long pause = FIRST_PAUSE_NANOS;
    private boolean pausing;
    private long next;

    void add(Work work) {
        works.add(work);
        if (works.size() > MOST) {
            works.remove();
        }
    }

    boolean isEmpty() {
        return works.isEmpty() && !telling;
    }

    boolean isReady(long now) {
        return !telling && !works.isEmpty() && (!pausing || next - now <= 0);
    }

    List<Work> take(int most) {
        telling = true;
        List<Work> taken = new ArrayList<>();
        while (taken.size() < most && !works.isEmpty()) {
            taken.add(works.remove());
        }
        return taken;
    }

    void told() {
        telling = false;
        pausing = false;
        pause = FIRST_PAUSE_NANOS;
    }

    void untold(List<Work> taken, long now) {
        telling = false;
        pausing = true;
        next = now + pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        for (int i = taken.size() - 1; i >= 0; i--) {
            if (!taken.get(i).isOlder(now, MinionJobs.UNTOLD_NANOS)) {
                works.addFirst(taken.get(i));
            }
        }
    }
}
