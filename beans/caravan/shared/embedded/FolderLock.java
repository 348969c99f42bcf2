package caravan.shared.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import caravan.shared.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder is this process's while this is open; the operating system lets go of it, however the process ends. */
final class FolderLock implements AutoCloseable {

    /**
     * Where POSIX rules, closing any channel on a file gives up all locks that the process has on it. So within one
     * process this set decides, and the file is not opened a second time; hence also the state of the class.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    /** Beyond the text: where locks are mandatory (Windows), the number of the process stays readable. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** @throws Refusal at once if another process holds the folder, or this one does already */
    static FolderLock of(Path folder) throws IOException {
        if (!HELD_HERE.add(folder)) {
            throw new Refusal(DataFolder.named(folder) + " is already in use by this process ("
                    + ProcessHandle.current().pid() + ")");
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(folder.resolve("lock"), CREATE, READ, WRITE);
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw new Refusal(DataFolder.named(folder) + " is in use by process " + text(channel)
                        + ": stop that one, or give this one a caravan.data of its own");
            }
            channel.truncate(0);
            channel.write(US_ASCII.encode(String.valueOf(ProcessHandle.current().pid())), 0);
            return new FolderLock(folder, channel);
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(folder);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        try {
            // Only the first close lets go of the folder: it may have been taken again since.
            if (channel.isOpen()) {
                channel.close();
                HELD_HERE.remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        return US_ASCII.decode(text.flip()).toString();
    }
}
