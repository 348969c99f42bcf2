package caravan.dispatcher;

import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import caravan.shared.database.DatabaseFailure;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
                    write(outcomes, store);
                    return Collections.nCopies(outcomes.size(), null);
                },
                answers);
    }

    /** @return done when the outcome is stored */
    public CompletionStage<Void> record(Outcome outcome) {
        if (outcome.result() != null) {
            claims.grown(outcome.id(), outcome.result().length());
        }
        CompletableFuture<Void> stored;
        try {
            stored = batch.add(outcome);
        } catch (RejectedExecutionException e) {
            stored = CompletableFuture.failedFuture(e);
        }
        return stored.whenComplete((done, failure) -> claims.letGo(outcome.id()));
    }

    /** One that the database cannot hold is not the others' failure; its task has failed, or it would run for ever. */
    private static void write(List<Outcome> outcomes, Consumer<List<Outcome>> store) {
        try {
            store.accept(outcomes);
        } catch (RuntimeException refused) {
            if (!DatabaseFailure.isOfTheData(refused)) {
                throw refused;
            }
            if (outcomes.size() > 1) {
                outcomes.forEach(outcome -> write(List.of(outcome), store));
            } else {
                store.accept(List.of(outcomes.get(0).unstorable()));
            }
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}
