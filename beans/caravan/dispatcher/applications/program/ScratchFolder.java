package caravan.dispatcher.applications.program;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An empty folder that only we can read, and that is removed with all that is in it.
 *
 * @param path absolute
 */
record ScratchFolder(Path path) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);

    static ScratchFolder make() throws IOException {
        return new ScratchFolder(Files.createTempDirectory("caravan-exec-").toAbsolutePath());
    }

    /** Removes it; what cannot be removed is said in the log, and changes no result. */
    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.warn("The folder {} of a program could not be removed", path, e);
        }
    }
}
