package caravan.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system that is soon full, in memory. Without the right to mount one, its tests are passed over. */
public final class TinyDisk implements AutoCloseable {
    private final Path folder;

    /** @param options of tmpfs, such as {@code size=256k} */
    public TinyDisk(Path folder, String options) throws IOException {
        this.folder = Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0, "mount is not permitted");
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        // Also while somebody has a file open there.
        assertThat(run("umount", "-l", folder.toString())).isZero();
    }

    /** @return its exit status; that of a shell for a command that is not there */
    private static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return 127;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
