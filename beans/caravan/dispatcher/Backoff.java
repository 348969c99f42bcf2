package caravan.dispatcher;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * When a failed task is tried again: exponential backoff with full jitter, that is, after anything from nothing to a bound
 * which doubles with each attempt, so that what failed together does not come again together.
 *
 * @param attempts how many there are in all; at least 1
 * @param first the bound after the first attempt
 * @param most the bound never grows above this
 */
public record Backoff(int attempts, Duration first, Duration most, RandomGenerator random) {

    /** Doubled this often, any bound is above any other. */
    private static final int MOST_DOUBLINGS = 40;

    /**
     * @param attempt the one that failed, from 1
     * @return milliseconds to wait; empty if there is no further attempt
     */
    public OptionalLong after(int attempt) {
        if (attempt >= attempts) {
            return OptionalLong.empty();
        }
        double bound = first.toMillis() * Math.pow(2, Math.min(attempt - 1, MOST_DOUBLINGS));
        return OptionalLong.of(random.nextLong((long) Math.min(bound, most.toMillis()) + 1));
    }
}
