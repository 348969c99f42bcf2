package caravan.shared.fleet;

import caravan.shared.registry.Instance;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance of a fleet, with the breaker that stands before it, and what has come of its calls. */
final class Member {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    /** Calls that are open: so many say nothing of whether it keeps up. */
    private static final int FEW = 8;

    private final Instance instance;
    private final FleetPolicy policy;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private final AtomicInteger pending = new AtomicInteger();
    private final LongAdder asked = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile Instant opened = Instant.EPOCH;
    private volatile boolean late;
    private volatile Instant left;

    Member(Instance instance, FleetPolicy policy, Clock clock) {
        this.instance = instance;
        this.policy = policy;
        this.clock = clock;
        breaker = CircuitBreaker.of(
                instance.id(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(policy.failures())
                        .minimumNumberOfCalls(policy.failures())
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(policy.breakerWait())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> changed(
                        event.getStateTransition().getFromState(),
                        event.getStateTransition().getToState()));
    }

    Instance instance() {
        return instance;
    }

    /** Whether it has a turn: its breaker is not open, or has been for long enough to try again. */
    boolean isInTurn() {
        return breaker.getState() != State.OPEN || clock.instant().isAfter(opened.plus(policy.breakerWait()));
    }

    /** Takes the leave to ask it; one of {@link #answered}, {@link #failed} and {@link #uncounted} has to follow. */
    boolean admits() {
        return pending.get() < policy.mostPending() && breaker.tryAcquirePermission();
    }

    void asked() {
        asked.increment();
        pending.incrementAndGet();
    }

    void answered(long took) {
        pending.decrementAndGet();
        answered.increment();
        nanos.add(took);
        late = false;
        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    }

    void failed(long took, Throwable cause) {
        pending.decrementAndGet();
        failed.increment();
        late = cause instanceof TimeoutException;
        breaker.onError(took, TimeUnit.NANOSECONDS, cause);
    }

    /** The call says nothing about the instance. */
    void uncounted() {
        pending.decrementAndGet();
        failed.increment();
        breaker.releasePermission();
    }

    /** Whether it may be asked beside one that lets wait: few of its own calls are open, or at most half as many. */
    boolean canHelp(Member slow) {
        return pending.get() < FEW || 2 * pending.get() <= slow.pending.get();
    }

    /** Lets one call through, if the breaker is open. */
    void tryAgain() {
        if (breaker.getState() == State.OPEN) {
            change(breaker::transitionToHalfOpenState);
        }
    }

    /** Closes its breaker if that is open although it has answered. @return whether it was */
    boolean readmits() {
        if (breaker.getState() == State.OPEN) {
            change(breaker::transitionToClosedState);
            return true;
        }
        return false;
    }

    /** Whether its breaker is open, and not for longer than this. */
    boolean isOpenSince(Instant time) {
        return breaker.getState() == State.OPEN && !opened.isBefore(time);
    }

    /** Whether what was last heard of it is that it did not answer in time. */
    boolean isLate() {
        return late;
    }

    /** The registry has it as healthy no longer. */
    void left() {
        left = clock.instant();
    }

    /** It is healthy again, as the registry has it. */
    void returned() {
        left = null;
        tryAgain();
    }

    /** Whether the registry has not had it as healthy for so long. */
    boolean isGoneFor(Duration time) {
        Instant since = left;
        return since != null && since.plus(time).isBefore(clock.instant());
    }

    InstanceState state() {
        long count = answered.sum();
        return new InstanceState(
                instance,
                left == null,
                switch (breaker.getState()) {
                    // Its wait is over: who is asked next is the trial.
                    case OPEN, FORCED_OPEN -> isInTurn() ? "half-open" : "open";
                    case HALF_OPEN -> "half-open";
                    default -> "closed";
                },
                asked.sum(),
                failed.sum(),
                pending.get(),
                Duration.ofNanos(count == 0 ? 0 : nanos.sum() / count));
    }

    private static void change(Runnable transition) {
        try {
            transition.run();
        } catch (IllegalStateTransitionException e) {
            // An answer was quicker, and has closed it.
        }
    }

    @Override
    public String toString() {
        return instance.address().toString();
    }

    private void changed(State from, State to) {
        if (to == State.OPEN) {
            opened = clock.instant();
        }
        // A trial that failed is no change to who watches.
        if (from == State.CLOSED && to == State.OPEN) {
            LOG.info("OPEN breaker on [{} at {}]", instance.service(), instance.address());
        } else if (to == State.CLOSED) {
            LOG.info("CLOSE breaker on [{} at {}]", instance.service(), instance.address());
        }
    }
}
