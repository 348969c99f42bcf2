package caravan.shared.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.commons.io.FileUtils;

/**
 * A folder that is there as a whole or not at all, also if the process is killed while it is filled: it is filled under
 * another name and renamed when complete.
 */
final class WholeFolder {

    /** What puts the content in. */
    @FunctionalInterface
    interface Filling {
        void into(Path folder) throws IOException;
    }

    private final Path folder;
    private final String unfinished;

    WholeFolder(Path folder) {
        this.folder = folder;
        this.unfinished = folder.getFileName() + ".unfinished-";
    }

    boolean exists() {
        return Files.exists(folder);
    }

    /** Makes it, after taking away what earlier attempts have left. */
    void fill(Filling filling) throws IOException {
        discardUnfinished();
        // A name of its own for each attempt: a program that the killed process had started may still be writing.
        Path attempt = folder.resolveSibling(unfinished + UUID.randomUUID());
        try {
            filling.into(attempt);
            Files.move(attempt, folder, ATOMIC_MOVE);
        } finally {
            discardUnfinished();
        }
    }

    private void discardUnfinished() throws IOException {
        try (DirectoryStream<Path> attempts = Files.newDirectoryStream(folder.getParent(), unfinished + "*")) {
            attempts.forEach(attempt -> FileUtils.deleteQuietly(attempt.toFile()));
        }
    }
}
