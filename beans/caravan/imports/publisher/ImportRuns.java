package caravan.imports.publisher;

import caravan.shared.http.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The imports that run in this process. */
public final class ImportRuns {

    private static final int MOST = 500;

    private final Map<UUID, ImportRun> running = new ConcurrentHashMap<>();
    /** An import is to run, or to run again. @param session its first; null: none yet @throws Problem 409 if it does already */
    public ImportRun start(
            @ExchangeProperty("import") UUID id,
            @ExchangeProperty("request") ImportRequest request,
            @ExchangeProperty("session") UUID session) {
        ImportRun run = new ImportRun(id, request, session);
        if (running.putIfAbsent(id, run) != null) {
            throw Problem.of(409, "This import runs already");
        }
        return run;
    }

    /** @param rows that were changed for it to run again: one, or none @throws Problem 409 if somebody was quicker */
    public void resumed(@Body List<?> rows) {
        if (rows.isEmpty()) {
            throw Problem.of(409, "This import was resumed or undone already");
        }
    }

    /** @return done when one that has ended is not here any more; at once if it runs, or is not here */
    public CompletionStage<Void> left(@ExchangeProperty("import") UUID id) {
        ImportRun run = running.get(id);
        return run == null || run.isRunning() ? CompletableFuture.completedFuture(null) : run.ended();
    }

    /** @throws Problem 503 if too many wait for their turn */
    public void checkRoom() {
        if (running.size() >= MOST) {
            throw Problem.unavailable(MOST + " imports run or wait already");
        }
    }

    /** Whether it is the caller who is to go through with it: the first one who asks. */
    public boolean claim(@Body ImportRun run) {
        return run.claim();
    }

    /** What could not be begun does not run. */
    public void withdraw(@ExchangeProperty("import") UUID id) {
        running.remove(id);
    }

    /** @return its end, at once if it does not run any more */
    public CompletionStage<Void> ended(@ExchangeProperty("import") UUID id) {
        ImportRun run = running.get(id);
        return run == null ? CompletableFuture.completedFuture(null) : run.ended();
    }

    /** Those that run, or wait for others to end. */
    public Collection<ImportRun> running() {
        return List.copyOf(running.values());
    }

    /** Tells one to stop. @return it @throws Problem 409 if it does not run here */
    public ImportRun stop(@ExchangeProperty("import") UUID id) {
        ImportRun run = running.get(id);
        if (run == null) {
            throw Problem.of(409, "This import does not run here");
        }
        run.stop();
        return run;
    }

    /** The import has ended, whatever it came to; whoever waits for it is told. */
    public void end(@ExchangeProperty("run") ImportRun run) {
        running.remove(run.id(), run);
        run.ended().complete(null);
    }
}
