package caravan.shared.fleet;

import caravan.shared.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Timers of a clock that the test sets. */
final class SettableTimers implements Timers {

    private record Timer(Instant due, Runnable work) {}

    private final SettableClock clock;
    private final List<Timer> timers = new ArrayList<>();

    SettableTimers(SettableClock clock) {
        this.clock = clock;
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        Timer timer = new Timer(clock.instant().plus(delay), work);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    /** Lets time pass, with everything that is due in it at its moment. */
    void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        while (true) {
            Timer next = timers.stream()
                    .filter(timer -> !timer.due.isAfter(end))
                    .min(Comparator.comparing(Timer::due))
                    .orElse(null);
            if (next == null) {
                clock.advance(Duration.between(clock.instant(), end));
                return;
            }
            if (next.due.isAfter(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), next.due));
            }
            timers.remove(next);
            next.work.run();
        }
    }

    /** Time passes, and nothing that is due runs before its end. */
    void stall(Duration time) {
        clock.advance(time);
        pass(Duration.ZERO);
    }

    int size() {
        return timers.size();
    }
}
