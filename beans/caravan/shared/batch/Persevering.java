package caravan.shared.batch;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step that is tried again until it succeeds, for what must not be given up because a server is away for a while. Says so
 * once when it begins to wait, and once when it is over.
 *
 * @param <A> what it gets
 * @param <B> what it answers
 */
public final class Persevering<A, B> implements Function<A, B> {

    private static final Logger LOG = LoggerFactory.getLogger(Persevering.class);
    private static final long PAUSE_MILLIS = 500;

    private final String what;
    private final Function<A, B> step;
    private final Predicate<RuntimeException> passing;
    private final BooleanSupplier stopping;

    /**
     * @param what for the log: "the tasks' outcomes cannot be written"
     * @param passing which failures pass by themselves; others are thrown
     * @param stopping whether the program stops: then the failure is thrown
     */
    public Persevering(
            String what, Function<A, B> step, Predicate<RuntimeException> passing, BooleanSupplier stopping) {
        this.what = what;
        this.step = step;
        this.passing = passing;
        this.stopping = stopping;
    }

    @Override
    public B apply(A input) {
        for (boolean said = false; ; ) {
            try {
                B answer = step.apply(input);
                if (said) {
                    LOG.info("No longer: {}", what);
                }
                return answer;
            } catch (RuntimeException failure) {
                if (!passing.test(failure) || stopping.getAsBoolean()) {
                    throw failure;
                }
                if (!said) {
                    LOG.warn("Waiting: {}: {}", what, failure.getMessage());
                }
                said = true;
                pause(failure);
            }
        }
    }

    private static void pause(RuntimeException failure) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
