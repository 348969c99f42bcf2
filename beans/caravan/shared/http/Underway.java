package caravan.shared.http;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The requests whose answers have not been sent to their end. Camel knows of those whose routes have not ended; a file is
 * sent after that.
 */
final class Underway {

    private int requests;

    /** One has come; it has ended when its answer has, or its connection. */
    void begin(RoutingContext request) {
        add(1);
        request.addEndHandler(ended -> add(-1));
        request.next();
    }

    /** Waits until there is none, or for so long. */
    synchronized void awaitNone(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        for (long left = most.toNanos(); requests > 0 && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void add(int number) {
        requests += number;
        if (requests == 0) {
            notifyAll();
        }
    }
}
