package caravan.dispatcher;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** How far the horizon may be moved, before which every task has ended. */
public final class TaskHorizon {

    /** Clocks of dispatchers differ by less: a task that comes in now has no id from before that. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Clock clock;

    public TaskHorizon(Clock clock) {
        this.clock = clock;
    }

    /** {@code youngest}: an id that the horizon stays below. */
    public Map<String, Object> bounds() {
        return Map.of("youngest", TaskIds.from(clock.instant().minus(SLACK)));
    }
}
