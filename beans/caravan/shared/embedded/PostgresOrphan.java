package caravan.shared.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that lives on because the process that had started it was killed. It is ended, and the server
 * starts anew: so it has this program's settings and port, and nobody's transactions.
 *
 * <p>The binaries lie in the data folder and the folder is locked, so whatever still runs them is such an orphan. The
 * number in {@code postmaster.pid} alone proves nothing: by now it can be that of any other process.
 */
final class PostgresOrphan {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresOrphan.class);

    /** Server processes end by themselves when their postmaster is gone, and what starts or makes one soon does. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final PostgresServer server;
    private final String programs;

    PostgresOrphan(DataFolder data, PostgresServer server) {
        this.server = server;
        this.programs = PostgresBinaries.ofAnyVersion(data);
    }

    /** Ends it, if there is one; then nothing stands in the way of a start. */
    void end() throws IOException {
        long start = System.nanoTime();
        // Looks again and again: waiting for a process by its number never ends where nobody collects the dead ones.
        for (List<ProcessHandle> left; !(left = processes()).isEmpty(); LockSupport.parkNanos(PAUSE.toNanos())) {
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(PATIENCE.multipliedBy(2)) > 0) {
                throw new IOException("an earlier server does not end: " + left);
            } else if (waited.compareTo(PATIENCE) > 0) {
                left.forEach(ProcessHandle::destroyForcibly);
            } else if (left.stream().map(ProcessHandle::pid).anyMatch(postmaster()::equals)) {
                LOG.info("Stopping the PostgreSQL server that a killed process has left behind ({})", postmaster());
                server.stop();
            }
        }
        // The server itself would take any live process of that number for its postmaster, and refuse to start.
        Files.deleteIfExists(server.pidFile());
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    private boolean isOurs(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        // The command line starts with the program too, and is readable where the link to it is not.
        return info.command()
                .or(info::commandLine)
                .filter(line -> line.startsWith(programs))
                .isPresent();
    }

    private Long postmaster() throws IOException {
        Path pidFile = server.pidFile();
        String first = Files.exists(pidFile)
                ? Files.readString(pidFile).lines().findFirst().orElse("")
                : "";
        return first.matches("\\d{1,18}") ? Long.parseLong(first) : -1L;
    }
}
