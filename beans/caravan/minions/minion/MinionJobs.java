package caravan.minions.minion;

import caravan.shared.http.Problem;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The jobs of one minion, in memory: those that wait ordered by when they are due, without a thread or a timer for each. */
public final class MinionJobs {

    private static final long TOLD_NANOS = TimeUnit.MINUTES.toNanos(10);
    /** Of one whose master cannot be told. */
    static final long UNTOLD_NANOS = TimeUnit.HOURS.toNanos(1);
    /** When there is no room otherwise. */
    private static final long PRESSED_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Of a report, and of what is done between two looks at the clock. */
    private static final int MOST_AT_ONCE = 500;

    private final int most;
    private final Map<UUID, Work> all = new HashMap<>();
    private final PriorityQueue<Work> waiting = new PriorityQueue<>();
    /** Finished, and nobody is to be told any more. */
    private final Deque<Work> told = new ArrayDeque<>();
    /** Finished, and its master was to be told; some have been since. */
    private final Deque<Work> untold = new ArrayDeque<>();

    private final Map<URI, Outbox> outboxes = new HashMap<>();

    /** @param most jobs that it has at once */
    MinionJobs(int most) {
        this.most = most;
    }

    /** @return whether it is new @throws Problem 503 if there is no room */
    synchronized boolean add(Work work, long now) {
        if (all.containsKey(work.id())) {
            return false;
        }
        if (all.size() >= most) {
            forgetTold(now, PRESSED_NANOS);
        }
        if (all.size() >= most) {
            throw Problem.unavailable("This minion has " + most + " jobs already");
        }
        all.put(work.id(), work);
        return true;
    }

    synchronized void remove(UUID id) {
        Work work = all.remove(id);
        waiting.remove(work);
    }

    /** @return null if it has none of this UUID */
    synchronized Work find(UUID id) {
        return all.get(id);
    }

    /** Keeps a job until it is due. */
    synchronized void delay(Work work) {
        waiting.add(work);
    }

    /** @return some of those that are due, which no longer wait */
    synchronized List<Work> due(long now) {
        List<Work> due = new ArrayList<>();
        while (due.size() < MOST_AT_ONCE && !waiting.isEmpty() && waiting.peek().isDue(now)) {
            due.add(waiting.remove());
        }
        return due;
    }

    /** A job that was done. @param later whether its master is still to be told */
    synchronized void finished(Work work, boolean later) {
        if (work.master() != null && later) {
            untold.add(work);
            outboxes.computeIfAbsent(work.master(), master -> new Outbox()).add(work);
        } else {
            tell(work);
        }
    }

    /** @return a report for each master that is to be told now */
    synchronized List<Report> reports(long now) {
        List<Report> reports = new ArrayList<>();
        outboxes.forEach((master, outbox) -> {
            if (outbox.isReady(now)) {
                reports.add(new Report(this, outbox, master, outbox.take(MOST_AT_ONCE)));
            }
        });
        return reports;
    }

    synchronized void told(Report report) {
        report.works().forEach(this::tell);
        report.outbox().told();
        outboxes.values().removeIf(Outbox::isEmpty);
    }

    synchronized void untold(Report report, long now) {
        report.outbox().untold(report.works(), now);
        outboxes.values().removeIf(Outbox::isEmpty);
    }

    /** Forgets what nobody is likely to ask for any more. */
    synchronized void forgetOld(long now) {
        forgetTold(now, TOLD_NANOS);
        while (!untold.isEmpty() && (untold.peek().isTold() || untold.peek().isOlder(now, UNTOLD_NANOS))) {
            Work work = untold.remove();
            if (!work.isTold()) {
                all.remove(work.id(), work);
            }
        }
    }

    /** Forgets everything, as a process does that was killed. */
    synchronized void clear() {
        all.clear();
        waiting.clear();
        told.clear();
        untold.clear();
        outboxes.clear();
    }

    synchronized int size() {
        return all.size();
    }

    private void tell(Work work) {
        work.tell();
        told.add(work);
    }

    private void forgetTold(long now, long nanos) {
        while (!told.isEmpty() && told.peek().isOlder(now, nanos)) {
            Work work = told.remove();
            all.remove(work.id(), work);
        }
    }
}
