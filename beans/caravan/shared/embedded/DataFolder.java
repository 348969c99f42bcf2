package caravan.shared.embedded;

import caravan.shared.Refusal;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of everything that one process keeps on disk ({@code caravan.data}). A marker file in it says that it is
 * ours, and of which format; a lock says which process has it. Nothing in a folder that is not ours is ever touched.
 */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FolderLock lock;

    private DataFolder(Path path, FolderLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes a folder for this process: makes it, readable by its owner only, if it is not there.
     *
     * @throws Refusal if it is not ours, of a newer format, not writable, or held by another process or by this one
     */
    public static DataFolder open(Path folder) {
        try {
            make(folder.toAbsolutePath());
            Path path = folder.toRealPath();
            FolderMarker marker = new FolderMarker(path);
            marker.claim();
            FolderLock lock = FolderLock.of(path);
            marker.write();
            return new DataFolder(path, lock);
        } catch (IOException e) {
            throw new Refusal(named(folder) + " cannot be written (" + reason(e) + "): choose another folder", e);
        }
    }

    /** The folder itself, absolute and without symbolic links. */
    public Path path() {
        return path;
    }

    /**
     * A folder inside, made if it is not there.
     *
     * @throws Refusal if it cannot be made
     */
    public Path subfolder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new Refusal(named(path) + ": " + name + " cannot be made in it (" + reason(e) + ")", e);
        }
    }

    /**
     * The loopback port of a server whose data lie here: the one that it had before if nobody else listens there, so
     * that its address stays the same, otherwise a new one, which is remembered.
     *
     * @param server the server's name, a word
     * @throws Refusal if no port can be found or remembered
     */
    public int port(String server) {
        try {
            return new RememberedPort(path.resolve(server + ".port")).number();
        } catch (IOException e) {
            throw new Refusal(named(path) + ": no port for " + server + " (" + reason(e) + ")", e);
        }
    }

    /** Gives the folder back; what it holds stays. Closing it again does nothing. */
    @Override
    public void close() {
        lock.close();
    }

    /** How the lines for the user name the folder. */
    static String named(Path folder) {
        return "caravan.data=" + folder;
    }

    private static void make(Path folder) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Files.createDirectories(folder.getParent());
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName();
    }
}
