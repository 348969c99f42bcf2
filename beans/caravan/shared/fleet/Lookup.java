package caravan.shared.fleet;

import caravan.shared.registry.Instance;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One question to a fleet: the instances are asked one after the other, each at most once, the next one when the last
 * has failed or lets wait. The first answer wins; the calls that it has overtaken run on. When one lets wait and the others
 * have many calls open, too, then it is this process that lags, or all of them do: more calls would only add to that.
 *
 * @param <T> the answer
 */
final class Lookup<T> {

    private final Fleet fleet;
    private final List<Member> members;
    private final List<Member> candidates;
    private final Function<Instance, CompletionStage<T>> call;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Runnable hedge = () -> {};
    private boolean asked;
    private int pending;
    private boolean late;

    /** @param members in the order of their turns */
    Lookup(Fleet fleet, List<Member> members, Function<Instance, CompletionStage<T>> call) {
        this.fleet = fleet;
        this.members = members;
        candidates = new LinkedList<>(members);
        this.call = call;
    }

    /** @return the first answer; completes with {@link Unanswered} if there is none within the fleet's limit */
    CompletionStage<T> start() {
        Runnable end =
                fleet.timers().after(fleet.policy().limit(), () -> answer.completeExceptionally(Unanswered.late()));
        answer.whenComplete((found, failure) -> {
            end.run();
            hedge(() -> {});
        });
        askNext();
        return answer;
    }

    private void askNext() {
        if (answer.isDone()) {
            return;
        }
        Member member = next(candidate -> true);
        if (member != null) {
            awaitAlone(member);
            ask(member, () -> {});
        } else if (isShutOut() && fleet.forces()) {
            ask(begun(members.get(0)), fleet::forced);
        } else {
            endIfNothingIsPending();
        }
    }

    private void awaitAlone(Member member) {
        hedge(fleet.timers().after(fleet.policy().hedgeAfter(), () -> askBeside(member)));
    }

    private void askBeside(Member slow) {
        if (answer.isDone()) {
            return;
        }
        Member member = next(candidate -> candidate.canHelp(slow));
        awaitAlone(member == null ? slow : member);
        if (member != null) {
            ask(member, () -> {});
        }
    }

    private void ask(Member member, Runnable done) {
        fleet.using(member);
        long began = System.nanoTime();
        member.asked();
        called(member.instance()).whenComplete((found, failure) -> {
            long took = System.nanoTime() - began;
            done.run();
            if (failure == null) {
                fleet.answered(member, took);
                answer.complete(found);
            } else {
                ended(fleet.failed(member, took, cause(failure)));
                askNext();
            }
        });
    }

    private CompletionStage<T> called(Instance instance) {
        try {
            return call.apply(instance);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized Member next(Predicate<Member> wanted) {
        for (Iterator<Member> left = candidates.iterator(); left.hasNext(); ) {
            Member member = left.next();
            if (wanted.test(member)) {
                left.remove();
                if (member.admits()) {
                    return begun(member);
                }
            }
        }
        return null;
    }

    private synchronized boolean isShutOut() {
        return !asked && !members.isEmpty();
    }

    private synchronized Member begun(Member member) {
        asked = true;
        pending++;
        return member;
    }

    private synchronized void ended(boolean timedOut) {
        pending--;
        late |= timedOut;
    }

    private synchronized void endIfNothingIsPending() {
        if (pending == 0) {
            answer.completeExceptionally(late || fleet.isLate() ? Unanswered.late() : Unanswered.down());
        }
    }

    /** Replaces the time at which the next instance is asked anyway. */
    private synchronized void hedge(Runnable next) {
        hedge.run();
        hedge = next;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
