package caravan.imports.publisher;

import caravan.imports.csv.Chunk;
import caravan.imports.csv.CsvFile;
import caravan.imports.publisher.RowPublisher.SessionGone;
import caravan.shared.http.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The imports that run in this process, and the steps of one. */
public final class ImportRuns {

    /** Rows that are read, checked and published together. */
    private static final int CHUNK = 1000;

    /** Sessions in a row that ended before they had received anything. */
    private static final int FRUITLESS = 3;

    private final Map<UUID, ImportRun> running = new ConcurrentHashMap<>();
    private final Map<ImportRun, RowPublisher> publishers = new ConcurrentHashMap<>();
    private final ImportFiles files;
    private final RowMessages messages;
    private final RowBroker broker;
    private final Duration patience;
    private final BooleanSupplier stopping;

    /**
     * @param patience with a broker that is away, in the middle of an import
     * @param stopping whether the program stops: then imports are left as they are
     */
    ImportRuns(ImportFiles files, RowMessages messages, RowBroker broker, Duration patience, BooleanSupplier stopping) {
        this.files = files;
        this.messages = messages;
        this.broker = broker;
        this.patience = patience;
        this.stopping = stopping;
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

    /** What could not be begun does not run. */
    public void withdraw(@ExchangeProperty("import") UUID id) {
        running.remove(id);
        files.delete(id);
    }

    /** @return its end, at once if it does not run any more */
    public CompletionStage<Void> ended(@ExchangeProperty("import") UUID id) {
        ImportRun run = running.get(id);
        return run == null
                ? CompletableFuture.completedFuture(null)
                : run.ended().thenApply(ended -> null);
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

    /** Tells one to stop. @return its end @throws Problem 409 if it does not run here */
    public CompletionStage<Void> stop(@ExchangeProperty("import") UUID id) {
        ImportRun run = running.get(id);
        if (run == null) {
            throw Problem.of(409, "This import does not run here");
        }
        run.stop();
        return run.ended().thenApply(ended -> null);
    }

    /** What the sessions before have received. @param rows with {@code received} and {@code parts} */
    public void inherit(@Body List<Map<String, Object>> rows, @ExchangeProperty("run") ImportRun run) {
        run.inherit(
                ((Long) rows.get(0).get("parts")).intValue(), (Long) rows.get(0).get("received"));
    }

    /**
     * Whether these rows are the first that are sent to a session that is to be listened to before. Not earlier: it would end
     * while a long beginning of the file is passed over, which has only rejects, or what was received before.
     */
    public boolean isFirst(@Body Chunk chunk, @ExchangeProperty("run") ImportRun run) {
        return isUnheard(run)
                && run.request().isLive()
                && run.known(chunk) < chunk.employees().size();
    }

    /** Whether the part has a session to which nobody listens. */
    public boolean isUnheard(@ExchangeProperty("run") ImportRun run) {
        return run.session() != null && !run.isHeard();
    }

    /** The consumer listens. */
    public void hear(@ExchangeProperty("run") ImportRun run) {
        run.hear();
    }

    /** Whether the session has not yet received what was sent, and still may. */
    public boolean isAwaited(@ExchangeProperty("run") ImportRun run) {
        return run.isAwaited() && !stopping.getAsBoolean();
    }

    /** Whether everything was sent, and received. */
    public boolean isReceived(@ExchangeProperty("run") ImportRun run) {
        return run.isDone() && !run.isStopped();
    }

    /** Whether the session is to end now; not if only this program stops: the consumer goes on with what it has. */
    public boolean isClosing(@ExchangeProperty("run") ImportRun run) {
        return run.isDone() || !stopping.getAsBoolean();
    }

    /** What the consumer says of a session. */
    public void see(@Body SessionAccount account, @ExchangeProperty("run") ImportRun run) {
        run.see(account);
    }

    /** What was sent to a session that is stopped need not be received. */
    public void purge(@ExchangeProperty("run") ImportRun run) {
        if (run.isStopped()) {
            broker.purge(run.session());
        }
    }

    /** Whether a part of the import is to be done now. */
    public boolean isUnfinished(@ExchangeProperty("run") ImportRun run) {
        return !run.isDone() && !stopping.getAsBoolean();
    }

    /** Whether the part needs a session that is not there yet. */
    public boolean needsSession(@ExchangeProperty("run") ImportRun run) {
        return run.session() == null && !run.request().dryRun();
    }

    /** The part begins. @param session its */
    public void begin(@ExchangeProperty("run") ImportRun run, @ExchangeProperty("session") UUID session) {
        run.begin(run.session() != null ? run.session() : session);
        if (run.session() != null) {
            publishers.put(run, new RowPublisher(broker.connections(), run.session(), patience));
        }
    }

    /** The rows of the file, some at a time. */
    public Iterator<Chunk> chunks(@ExchangeProperty("run") ImportRun run) {
        CsvFile file = new CsvFile(files.upload(run.id()), run.request().charset(), CHUNK);
        return new ImportChunks(file, () -> isOver(run));
    }

    /** Publishes what earlier sessions have not received, and counts the chunk. */
    public void publish(@Body Chunk chunk, @ExchangeProperty("run") ImportRun run)
            throws IOException, InterruptedException {
        RowPublisher publisher = publishers.get(run);
        if (publisher != null) {
            int known = run.known(chunk);
            try {
                publisher.publish(messages.of(
                        run.valid() + known + 1,
                        chunk.employees().subList(known, chunk.employees().size())));
            } catch (SessionGone e) {
                run.lose();
                return;
            }
        }
        run.count(chunk, Files.size(files.rejects(run.id())));
    }

    /** The end of the file: waits until the broker has everything. */
    public void flush(@ExchangeProperty("run") ImportRun run) throws IOException, InterruptedException {
        RowPublisher publisher = publishers.get(run);
        try {
            if (publisher != null && !isOver(run)) {
                publisher.flush();
            }
            if (!isOver(run)) {
                run.complete();
            }
        } catch (SessionGone e) {
            run.lose();
        } finally {
            close(run);
        }
    }

    /** The part is over. @throws IllegalStateException if one session after the other ends too soon */
    public void next(@ExchangeProperty("run") ImportRun run) {
        if (!run.isDone() && run.next() >= FRUITLESS) {
            throw new IllegalStateException("the consumer's sessions end before anything is received");
        }
    }

    /** The import has ended, whatever it came to; whoever waits for it is told. */
    public void end(@ExchangeProperty("run") ImportRun run) {
        close(run);
        running.remove(run.id(), run);
        run.ended().complete(run);
    }

    /** Whether nothing more is to be read, though there may be more. */
    private boolean isOver(ImportRun run) {
        return run.isStopped() || run.isGone() || stopping.getAsBoolean();
    }

    private void close(ImportRun run) {
        RowPublisher publisher = publishers.remove(run);
        if (publisher != null) {
            publisher.close();
        }
    }
}
