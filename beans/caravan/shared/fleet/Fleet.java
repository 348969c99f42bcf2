package caravan.shared.fleet;

import caravan.shared.registry.Instance;
import caravan.shared.registry.InstanceRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All instances of a service, asked in turn: those that the registry has as healthy and whose breaker (Resilience4j's, one
 * each) is not open. An instance that lets wait is not waited for alone, see {@link FleetPolicy#hedgeAfter}. Never are all
 * shut out: with every breaker open, one call at a time still goes out, and its answer gives all of them a trial; with none
 * healthy, those that were so last are asked, for it may be the registry that has not heard of them.
 */
public final class Fleet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    /** As long as the registry itself remembers an instance that it does not hear of. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private final String service;
    private final FleetPolicy policy;
    private final Timers timers;
    private final Clock clock;
    private final InstanceRegistry.Watch watch;
    private final Map<Instance, Member> known = new LinkedHashMap<>();
    private final AtomicLong turns = new AtomicLong();
    private final AtomicBoolean forcing = new AtomicBoolean();
    private List<Member> passing = List.of();
    private volatile List<Member> inUse = List.of();
    private volatile Instant stalled = Instant.MIN;

    /** @param timers also of the calls' limits */
    public Fleet(String service, InstanceRegistry registry, FleetPolicy policy, Timers timers, Clock clock) {
        this.service = service;
        this.policy = policy;
        this.timers = timers;
        this.clock = clock;
        watch = registry.watch(service, this::changed);
    }

    /**
     * Asks for something that any of the instances can answer.
     *
     * @param call asks one; its stage completes in any case, with a {@link TimeoutException} if that took too long
     * @return the first answer, or {@link Unanswered} within {@link FleetPolicy#limit}
     */
    public <T> CompletionStage<T> ask(Function<Instance, CompletionStage<T>> call) {
        List<Member> members = inUse;
        LOG.debug("resolved {} => {}", service, members);
        List<Member> inTurn = members.stream().filter(Member::isInTurn).toList();
        List<Member> candidates = inTurn.isEmpty() ? members : inTurn;
        int first = candidates.isEmpty() ? 0 : (int) (turns.getAndIncrement() % candidates.size());
        List<Member> ordered = new ArrayList<>(candidates.subList(first, candidates.size()));
        ordered.addAll(candidates.subList(0, first));
        return new Lookup<>(this, ordered, call).start();
    }

    /**
     * Asks one of them alone.
     *
     * @param id of an instance
     * @return its answer; {@link Unanswered} also if it is not known, or its breaker is open
     */
    public <T> CompletionStage<T> ask(String id, Function<Instance, CompletionStage<T>> call) {
        List<Member> one;
        synchronized (known) {
            one = known.values().stream()
                    .filter(member -> member.instance().id().equals(id) && member.isInTurn())
                    .toList();
        }
        return new Lookup<>(this, one, call).start();
    }

    /** How every instance does that is or was of late among the healthy ones, in the order in which they were found. */
    public List<InstanceState> states() {
        synchronized (known) {
            return known.values().stream().map(Member::state).toList();
        }
    }

    /**
     * This process stood still: for calls that were open meanwhile it says nothing of the instances that they were not
     * answered in time, and whose breaker such calls have opened gets a trial at once.
     *
     * @param since when that began
     */
    public void stalled(Instant since) {
        stalled = clock.instant();
        inUse.stream()
                .filter(member -> member.isOpenSince(since.minus(policy.limit())))
                .forEach(Member::tryAgain);
    }

    @Override
    public void close() {
        watch.close();
    }

    FleetPolicy policy() {
        return policy;
    }

    Timers timers() {
        return timers;
    }

    /** Takes the leave to ask one although no breaker lets it; {@link #forced} gives it back. */
    boolean forces() {
        return forcing.compareAndSet(false, true);
    }

    void forced() {
        forcing.set(false);
    }

    void using(Member member) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("{} using instance {}: {}", service, inUse.indexOf(member) + 1, member);
        }
    }

    void answered(Member member, long took) {
        member.answered(took);
        if (member.readmits()) {
            // What kept them all out has passed, it seems.
            inUse.forEach(Member::tryAgain);
        }
    }

    /** @return whether it has not answered in time */
    boolean failed(Member member, long took, Throwable cause) {
        boolean late = cause instanceof TimeoutException;
        if (late && clock.instant().minusNanos(took).isBefore(stalled)) {
            member.uncounted();
        } else {
            member.failed(took, cause);
        }
        return late;
    }

    /** Whether there is an instance that may well live, but was too slow. */
    boolean isLate() {
        return inUse.stream().anyMatch(Member::isLate);
    }

    private void changed(List<Instance> instances) {
        synchronized (known) {
            List<Member> now = instances.stream().map(this::member).toList();
            now.stream().filter(member -> !passing.contains(member)).forEach(Member::returned);
            passing.stream().filter(member -> !now.contains(member)).forEach(Member::left);
            passing = now;
            if (!now.isEmpty()) {
                inUse = now;
            }
            known.values().removeIf(member -> member.isGoneFor(FORGOTTEN_AFTER));
        }
    }

    private Member member(Instance instance) {
        return known.computeIfAbsent(instance, found -> new Member(found, policy, clock));
    }
}
