package caravan.shared.http;

import caravan.shared.batch.Turns;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Keeps bodies from filling the memory, however many come at once. What has come of all of them has a limit, beyond which
 * requests are refused; and only so much is worked on at once, because what is read out of a body takes many times its
 * size: the others wait for their turn, in the order in which they came, without a thread.
 */
final class BodyRoom {

    private final long mostHeld;
    private final Turns turns;
    private long held;

    /**
     * @param mostHeld bytes that may be there at once
     * @param mostWorkedOn bytes that may be worked on at once; a body that is larger is worked on alone
     */
    BodyRoom(long mostHeld, long mostWorkedOn) {
        this.mostHeld = mostHeld;
        this.turns = new Turns(mostWorkedOn);
    }

    /**
     * As this virtual machine's memory allows: JSON takes up to 25 times its size while it is read, and up to ten times while
     * it is written into the database.
     */
    static BodyRoom ofMemory() {
        long memory = Runtime.getRuntime().maxMemory();
        return new BodyRoom(memory / 32, memory / 256);
    }

    /**
     * More of a body has come.
     *
     * @param own bytes of the same body that are held already; there is always room for one body
     * @return whether there is room for it; if not, it is not held
     */
    synchronized boolean hold(long bytes, long own) {
        if (held + bytes > mostHeld && held > own) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** What was held of a body is no longer there. */
    synchronized void drop(long bytes) {
        held -= bytes;
    }

    /** @return a future, of the context that this is called on, that ends when a body of this size may be worked on */
    Future<Void> turn(long bytes) {
        return Future.fromCompletionStage(turns.turn(bytes), Vertx.currentContext());
    }

    /** A body that had its turn has been worked on. */
    void done(long bytes) {
        turns.done(bytes);
    }
}
