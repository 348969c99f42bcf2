package caravan.shared.embedded;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import caravan.shared.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server that runs on a cluster, started and stopped by {@code pg_ctl}. */
final class PostgresServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    /** Crash recovery after a long import can take this long on a slow disk. */
    private static final int START_SECONDS = 120;

    /** Shorter than the 30 s that a stop of the whole program may take. */
    private static final int STOP_SECONDS = 20;

    private final Path folder;
    private final PostgresBinaries binaries;
    private final Path log;
    private final Path output;

    PostgresServer(DataFolder data, PostgresBinaries binaries) {
        this.folder = PostgresCluster.folder(data);
        this.binaries = binaries;
        this.log = data.path().resolve("postgres.log");
        this.output = PostgresCommand.output(data);
    }

    /** The file with the number of the process, while there is one; it also stays when that was killed. */
    Path pidFile() {
        return folder.resolve("postmaster.pid");
    }

    /** @throws Refusal if it does not come up on the port, with what it said last */
    void start(int port) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling("postgres-previous.log"), REPLACE_EXISTING);
        }
        PostgresCommand start =
                pgCtl("start").with("-w", "-t", START_SECONDS, "-l", log, "-o", PostgresSettings.on(port));
        if (!start.succeeds()) {
            String why = PostgresCommand.lastWords(Files.exists(log) ? log : output);
            stop();
            throw PostgresCommand.refusal(folder.getParent(), "does not start", why);
        }
    }

    /** Ends it, if it runs, and waits until it is gone. What was committed is on disk in any case. */
    void stop() {
        try {
            if (Files.exists(pidFile())
                    && !stop("fast").succeeds()
                    && !stop("immediate").succeeds()) {
                LOG.warn("PostgreSQL in {} did not stop: {}", folder, PostgresCommand.lastWords(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL in " + folder + " cannot be stopped", e);
        }
    }

    private PostgresCommand stop(String mode) {
        return pgCtl("stop").with("-w", "-t", STOP_SECONDS, "-m", mode);
    }

    private PostgresCommand pgCtl(String action) {
        return new PostgresCommand(binaries.program("pg_ctl"), output).with(action, "-D", folder);
    }
}
