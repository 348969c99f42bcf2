package caravan.shared.fleet;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Timers of an event loop. */
public final class VertxTimers implements Timers {

    private final Vertx vertx;

    public VertxTimers(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        long timer = vertx.setTimer(delay.toMillis(), fired -> work.run());
        return () -> vertx.cancelTimer(timer);
    }
}
