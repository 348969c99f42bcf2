package caravan.shared.embedded;

import caravan.shared.Refusal;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.lang3.SystemUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked into the data folder from the archive for this platform that zonky publishes. Zonky's
 * own starter is not used: it turns fsync off, lets anybody in without a password, deletes old data folders, takes
 * whatever answers on the port for its server, and stops it from a shutdown hook of its own.
 */
final class PostgresBinaries {

    /** The version of the archives named in pom.xml; a test compares. */
    static final String VERSION = "17.10";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /** @throws Refusal if there are none for this platform, or the disk is full */
    static PostgresBinaries in(DataFolder data) {
        Path folder = Path.of(ofAnyVersion(data) + VERSION);
        WholeFolder whole = new WholeFolder(folder);
        if (!whole.exists()) {
            LOG.info("Unpacking PostgreSQL {} into {}, first start only", VERSION, data.path());
            try (TarArchiveInputStream archive = archive()) {
                whole.fill(unfinished -> unpack(archive, unfinished));
            } catch (IOException | IllegalStateException e) {
                throw new Refusal(
                        DataFolder.named(data.path()) + ": PostgreSQL " + VERSION + " cannot be unpacked ("
                                + e.getMessage() + "): make room, or give caravan.database.url",
                        e);
            }
        }
        return new PostgresBinaries(folder);
    }

    /** What the paths of the programs in a data folder start with, also of those that an earlier release unpacked. */
    static String ofAnyVersion(DataFolder data) {
        return data.path().resolve("postgresql-").toString();
    }

    /** One of the programs: {@code initdb}, {@code pg_ctl}, {@code postgres}. */
    Path program(String name) {
        return folder.resolve("bin").resolve(SystemUtils.IS_OS_WINDOWS ? name + ".exe" : name);
    }

    private static TarArchiveInputStream archive() throws IOException {
        String system = SystemUtils.IS_OS_WINDOWS ? "Windows" : SystemUtils.IS_OS_MAC ? "Darwin" : "Linux";
        InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, SystemUtils.OS_ARCH);
        return new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)));
    }

    private static void unpack(TarArchiveInputStream archive, Path folder) throws IOException {
        for (TarArchiveEntry entry; (entry = archive.getNextEntry()) != null; ) {
            Path target = folder.resolve(entry.getName()).normalize();
            Files.createDirectories(entry.isDirectory() ? target : target.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Files.copy(folder.resolve(entry.getLinkName()), target);
            } else if (entry.isFile()) {
                Files.copy(archive, target);
            }
            if (entry.isFile()
                    && target.getParent().endsWith("bin")
                    && !target.toFile().setExecutable(true)) {
                throw new IOException(target + " cannot be made executable");
            }
        }
    }
}
