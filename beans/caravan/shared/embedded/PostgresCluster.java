package caravan.shared.embedded;

import caravan.shared.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL database cluster, {@code postgres} in the data folder. It has a password of its own, readable
 * by the owner of the folder only: a superuser of PostgreSQL runs programs as the user that started it, so no other user
 * of this machine may be let in, not even over loopback.
 */
final class PostgresCluster {

    static final String SUPERUSER = "postgres";

    static final String PASSWORD = "caravan.password";
    private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);
    private static final String MAJOR = PostgresBinaries.VERSION.replaceFirst("\\..*", "");

    private final DataFolder data;
    private final PostgresBinaries binaries;
    private final Path folder;

    PostgresCluster(DataFolder data, PostgresBinaries binaries) {
        this.data = data;
        this.binaries = binaries;
        this.folder = folder(data);
    }

    /** Where it lies, absolute. */
    static Path folder(DataFolder data) {
        return data.path().resolve("postgres");
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

    private void initialise(Path unfinished) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        // Such a file is readable by its owner only; named like the folder, it is taken away with what is unfinished.
        Path password = Files.createTempFile(data.path(), unfinished.getFileName() + "-", ".password");
        try {
            Files.writeString(password, HexFormat.of().formatHex(random));
            Path output = PostgresCommand.output(data);
            PostgresCommand initdb = new PostgresCommand(binaries.program("initdb"), output)
                    .with("-D", unfinished, "-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile", password)
                    // Sorts and compares alike on every system, whatever its locales are.
                    .with("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
            if (!initdb.succeeds()) {
                throw PostgresCommand.refusal(data.path(), "cannot be initialised", PostgresCommand.lastWords(output));
            }
            Files.move(password, unfinished.resolve(PASSWORD));
        } finally {
            Files.deleteIfExists(password);
        }
    }
}
