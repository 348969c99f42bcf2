package caravan.shared.fleet;

import java.time.Duration;

/** Does things later, without a thread that waits for each. */
@FunctionalInterface
public interface Timers {

    /**
     * @param work must not block
     * @return calls the work off, if it was not begun
     */
    Runnable after(Duration delay, Runnable work);
}
