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

    /** Less than the route's queue holds: several may ask for room at once. */
    private static final int MOST = 500;

    private final Map<UUID, ImportRun> running = new ConcurrentHashMap<>();
    private final ImportFiles files;

    ImportRuns(ImportFiles files) {
        this.files = files;
    }

    /** A new import is to run. @param session its first; null: it needs none */
    public ImportRun start(
            @ExchangeProperty("import") UUID id,
            @ExchangeProperty("request") ImportRequest request,
            @ExchangeProperty("session") UUID session) {
        return add(new ImportRun(id, request, session));
    }

    /**
     * One that is not completed is to run again.
     *
     * @param rows that were changed for that: one, or none
     * @throws Problem 409 if somebody was quicker
     */
    public ImportRun resume(
            @Body List<?> rows,
            @ExchangeProperty("import") UUID id,
            @ExchangeProperty("request") ImportRequest request) {
        if (rows.isEmpty()) {
            throw Problem.of(409, "This import was resumed already");
        }
        return add(new ImportRun(id, request, null));
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
        files.delete(id);
    }

    /** @return its end, at once if it does not run any more */
    public CompletionStage<Void> ended(@ExchangeProperty("import") UUID id) {
        ImportRun run = running.get(id);
        return run == null ? CompletableFuture.completedFuture(null) : run.ended();
    }

    private ImportRun add(ImportRun run) {
        // One whose end is stored may be here for a moment longer.
        ImportRun now = running.compute(run.id(), (id, old) -> old == null || !old.isRunning() ? run : old);
        if (now != run) {
            throw Problem.of(409, "This import runs already");
        }
        return run;
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
