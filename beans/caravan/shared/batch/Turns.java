package caravan.shared.batch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Lets only so much be worked on at once, by size: the others wait for their turn, in the order in which they came, without
 * a thread. What is larger than everything that may be worked on has its turn alone; what has no size waits for nobody.
 */
public final class Turns {

    private final long most;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long workedOn;

    /** @param most that may be worked on at once, in whatever the sizes are */
    public Turns(long most) {
        this.most = most;
    }

    /** @return done when its turn has come, on the thread that makes room; then {@link #done} has to be told */
    public CompletableFuture<Void> turn(long size) {
        if (size == 0) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(new Waiting(size, turn));
        }
        admit();
        return turn;
    }

    /** What has its turn has grown: nobody else has one until there is room again. */
    public synchronized void grow(long size) {
        workedOn += size;
    }

    /** What had its turn, or has grown, has been worked on. */
    public void done(long size) {
        synchronized (this) {
            workedOn -= size;
        }
        admit();
    }

    private void admit() {
        for (Waiting next = next(); next != null; next = next()) {
            next.turn.complete(null);
        }
    }

    private synchronized Waiting next() {
        Waiting first = waiting.peek();
        if (first == null || workedOn > 0 && workedOn + first.size > most) {
            return null;
        }
        workedOn += first.size;
        return waiting.remove();
    }

    private record Waiting(long size, CompletableFuture<Void> turn) {}
}
