package caravan.it;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/**
 * One start before all others, which makes what those need not make again: PostgreSQL unpacked with its empty tables, and
 * an archive of the program's classes, with which the JVM is ready in half the time. Made once for all test classes, for
 * those of a JVM beside this one too, and kept until the program or the JVM is another one.
 */
final class Rehearsal {

    private static final Path JAR = Program.FOLDER.resolve("caravan.jar");
    private static final Path FOLDER = Program.FOLDER.toAbsolutePath().resolveSibling("it-rehearsal");
    private static final Path DATA = FOLDER.resolve("data");
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");

    /** Says for what it was made, and is made last. */
    private static final Path STAMP = FOLDER.resolve("made-for");

    /** The JVM writes the archive when all else has ended. */
    private static final Duration WRITTEN = Duration.ofMinutes(3);

    /** Errors only: of an archive that does not fit the JVM would warn, and do without. */
    private static final String QUIET = "-Xlog:all=error";

    private Rehearsal() {}

    /** Makes it, if it is not there. */
    static void hold() throws IOException {
        Files.createDirectories(FOLDER);
        try (FileChannel lock = FileChannel.open(FOLDER.resolveSibling("it-rehearsal.lock"), CREATE, WRITE)) {
            lock.lock();
            String stamp = String.join(
                    "\n",
                    JAR.toString(),
                    Files.getLastModifiedTime(JAR).toString(),
                    System.getProperty("java.home"),
                    Runtime.version().toString());
            if (!Files.exists(STAMP) || !Files.readString(STAMP).equals(stamp)) {
                FileUtils.cleanDirectory(FOLDER.toFile());
                make();
                Files.writeString(STAMP, stamp);
            }
        }
    }

    /** What java is to run, with the archive. */
    static List<String> program() {
        return List.of("-XX:SharedArchiveFile=" + ARCHIVE, QUIET, "-jar", JAR.toString());
    }

    /** Makes a data folder as it is after a first start; its servers will have ports and a broker's store of their own. */
    static void copyData(Path data) throws IOException {
        Files.createDirectory(data);
        Shell.run("cd '" + DATA + "' && cp -a caravan-data postgres postgresql-* '" + data + "' && chmod 700 '" + data
                + "'");
    }

    private static void make() {
        Path log = FOLDER.resolveSibling("it-logs").resolve("Rehearsal.log");
        List<String> main = List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, QUIET, "-jar", JAR.toString());
        try (Program program = Program.launch(main, log, List.of("caravan.data=" + DATA), Map.of())) {
            program.awaitReady().sigterm();
            await().atMost(WRITTEN).until(() -> !program.isAlive());
        }
        assertThat(ARCHIVE).exists();
    }
}
