package caravan.imports.publisher;

import caravan.imports.csv.Chunk;
import caravan.imports.csv.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The way of an import's rows from its file to the queue of the session that its part has. */
public final class ImportTransfer {

    /** Rows that are read, checked and published together. */
    private static final int CHUNK = 1000;

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
    ImportTransfer(
            ImportFiles files, RowMessages messages, RowBroker broker, Duration patience, BooleanSupplier stopping) {
        this.files = files;
        this.messages = messages;
        this.broker = broker;
        this.patience = patience;
        this.stopping = stopping;
    }

    /** The part begins. @param session its */
    public void begin(@ExchangeProperty("run") ImportRun run, @ExchangeProperty("session") UUID session) {
        run.begin(session);
        UUID queue = run.session();
        if (queue != null) {
            publishers.put(run, new RowPublisher(broker.connections(), queue, patience, () -> isEnding(run)));
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
        if (isOver(run)) {
            return;
        }
        ImportPart part = run.part();
        RowPublisher publisher = publishers.get(run);
        if (publisher != null) {
            int known = part.known(chunk);
            try {
                publisher.publish(messages.of(
                        part.progress().valid() + known + 1,
                        chunk.employees().subList(known, chunk.employees().size())));
            } catch (SessionGone e) {
                part.lose();
                return;
            } catch (CancellationException e) {
                // Not all of them were sent.
                return;
            }
        }
        part.count(chunk, Files.size(files.rejects(run.id())));
    }

    /** The end of the file: waits until the broker has everything. */
    public void flush(@ExchangeProperty("run") ImportRun run) throws IOException, InterruptedException {
        ImportPart part = run.part();
        RowPublisher publisher = publishers.get(run);
        try {
            if (publisher != null && !isOver(run)) {
                publisher.flush();
            }
            if (!isOver(run)) {
                part.complete(run.request().bytes());
            }
        } catch (SessionGone e) {
            part.lose();
        } catch (CancellationException e) {
            // Not all is with the broker.
        } finally {
            close(run);
        }
    }

    /** A consumer that never says that a session has ended: it has, when nothing comes any more and its queue is gone. */
    public void lookForQueue(@ExchangeProperty("run") ImportRun run) {
        ImportPart part = run.part();
        if (part.isQuiet(Instant.now(), run.request().timeout())) {
            part.look(broker.has(part.session()));
        }
    }

    /** What was sent to a session that is stopped need not be received. */
    public void purge(@ExchangeProperty("run") ImportRun run) {
        if (run.isStopped()) {
            broker.purge(run.session());
        }
    }

    /** Nothing more is published, also if the part has failed in the middle. */
    public void close(@ExchangeProperty("run") ImportRun run) {
        RowPublisher publisher = publishers.get(run);
        if (publisher != null) {
            publisher.close();
            publishers.remove(run, publisher);
        }
    }

    /** To be called by another thread from time to time: those that are over do not wait for the broker to take what they send. */
    void watch() {
        publishers.values().forEach(RowPublisher::watch);
    }

    /** Whether nothing more is to be read, though there may be more. */
    private boolean isOver(ImportRun run) {
        return run.part().isGone() || isEnding(run);
    }

    private boolean isEnding(ImportRun run) {
        return run.isStopped() || stopping.getAsBoolean();
    }
}
