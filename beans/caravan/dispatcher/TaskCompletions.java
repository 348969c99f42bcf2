package caravan.dispatcher;

import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Stores how attempts ended, those that end together in one statement. */
public final class TaskCompletions implements AutoCloseable {

    private final Claims claims;
    private final Batch<Outcome, Void> batch;

    /**
     * @param waiting outcomes that may wait: as many as there are messages that are not acknowledged
     * @param store writes a batch; an outcome of a task that somebody else has taken over is dropped there
     */
    public TaskCompletions(Claims claims, int waiting, Consumer<List<Outcome>> store, Executor answers) {
        this.claims = claims;
        this.batch = new Batch<>(
                "worker-completions",
                500,
                waiting,
                Gate.OPEN,
                outcomes -> {
                    store.accept(outcomes);
                    return Collections.nCopies(outcomes.size(), null);
                },
                answers);
    }

    /** @return done when the outcome is stored */
    public CompletionStage<Void> record(Outcome outcome) {
        return batch.add(outcome).whenComplete((stored, failure) -> claims.letGo(outcome.id()));
    }

    @Override
    public void close() {
        batch.close();
    }
}
