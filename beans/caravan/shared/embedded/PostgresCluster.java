package caravan.shared.embedded;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import caravan.shared.start.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database cluster, {@code postgres} in the data folder, and the server that runs on it. Its password is
 * one of its own, readable by the owner of the folder only: a superuser of PostgreSQL runs programs as the user that
 * started it, so no other user of this machine may be let in, not even over loopback.
 */
final class PostgresCluster {

    static final String SUPERUSER = "postgres";

    private static final String PASSWORD = "caravan.password";
    private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
    private static final String MAJOR = PostgresBinaries.VERSION.replaceFirst("\\..*", "");

    /** Crash recovery after a long import can take this long on a slow disk. */
    private static final int START_SECONDS = 120;

    /** Shorter than the 30 s that a stop of the whole program may take. */
    private static final int STOP_SECONDS = 20;

    private final DataFolder data;
    private final PostgresBinaries binaries;
    private final Path folder;
    private final Path log;
    private final Path output;

    PostgresCluster(DataFolder data, PostgresBinaries binaries) {
        this.data = data;
        this.binaries = binaries;
        this.folder = data.path().resolve("postgres");
        this.log = data.path().resolve("postgres.log");
        this.output = data.path().resolve("postgres-command.log");
    }

    Path folder() {
        return folder;
    }

    /**
     * Makes the cluster if there is none.
     *
     * @throws Refusal if there is one of another major version, or it cannot be made
     */
    void prepare() throws IOException {
        WholeFolder whole = new WholeFolder(folder);
        if (!whole.exists()) {
            LOG.info("Initialising the database in {}, first start only", folder);
            whole.fill(this::initialise);
        }
        Path version = folder.resolve("PG_VERSION");
        String major = Files.exists(version) ? Files.readString(version).strip() : "none";
        if (!major.equals(MAJOR)) {
            throw new Refusal(DataFolder.named(data.path()) + ": the database in it is of PostgreSQL " + major
                    + ", this program brings " + MAJOR + ": use another folder, or dump and restore it");
        }
    }

    /** The superuser's password, and the user's. */
    String password() throws IOException {
        return Files.readString(folder.resolve(PASSWORD));
    }

    /** @throws Refusal if the server does not come up on the port, with what it said last */
    void start(int port) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling("postgres-previous.log"), REPLACE_EXISTING);
        }
        PostgresCommand start =
                pgCtl("start").with("-w", "-t", START_SECONDS, "-l", log, "-o", PostgresSettings.on(port));
        if (!start.succeeds()) {
            String why = PostgresCommand.lastWords(Files.exists(log) ? log : output);
            stop();
            throw refusal("does not start", why);
        }
    }

    /** Ends the server, if there is one, and waits until it is gone. What was committed is on disk in any case. */
    void stop() {
        try {
            if (Files.exists(folder.resolve("postmaster.pid"))
                    && !stop("fast").succeeds()
                    && !stop("immediate").succeeds()) {
                LOG.warn("PostgreSQL in {} did not stop: {}", folder, PostgresCommand.lastWords(output));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL in " + folder + " cannot be stopped", e);
        }
    }

    private void initialise(Path unfinished) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        // Such a file is readable by its owner only; named like the folder, it is taken away with what is unfinished.
        Path password = Files.createTempFile(data.path(), unfinished.getFileName() + "-", ".password");
        try {
            Files.writeString(password, HexFormat.of().formatHex(random));
            PostgresCommand initdb = new PostgresCommand(binaries.program("initdb"), output)
                    .with("-D", unfinished, "-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile", password)
                    // Sorts and compares alike on every system, whatever its locales are.
                    .with("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
            if (!initdb.succeeds()) {
                throw refusal("cannot be initialised", PostgresCommand.lastWords(output));
            }
            Files.move(password, unfinished.resolve(PASSWORD));
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private PostgresCommand stop(String mode) {
        return pgCtl("stop").with("-w", "-t", STOP_SECONDS, "-m", mode);
    }

    private PostgresCommand pgCtl(String action) {
        return new PostgresCommand(binaries.program("pg_ctl"), output).with(action, "-D", folder);
    }

    private Refusal refusal(String what, String why) {
        return new Refusal(DataFolder.named(data.path()) + ": PostgreSQL " + what + " (" + why
                + "): put that right, or give caravan.database.url");
    }
}
