package caravan.shared.embedded;

import caravan.shared.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The file that says that a data folder is ours, and the format of what is in it. */
final class FolderMarker {

    private static final String FORMAT = "1";

    private final Path folder;
    private final Path file;

    FolderMarker(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("caravan-data");
    }

    /**
     * Marks an empty folder as ours; the format follows once it is locked, and killed in between it is still ours.
     *
     * @throws Refusal if it is no folder, or somebody else's, or of another format; nothing is written then
     */
    void claim() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(DataFolder.named(folder) + " is a file: give a folder");
        }
        if (!Files.exists(file)) {
            if (!isEmpty()) {
                throw new Refusal(DataFolder.named(folder) + " holds other files: give an empty or a new folder");
            }
            Files.writeString(file, "");
        }
        String format = Files.readString(file).strip();
        if (!format.isEmpty() && !format.equals(FORMAT)) {
            throw new Refusal(DataFolder.named(folder) + " is of format " + format + " and this program knows " + FORMAT
                    + ": use the newer program, or another folder");
        }
    }

    void write() throws IOException {
        Files.writeString(file, FORMAT + "\n");
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            // A freshly made file system has this folder in its root.
            return entries.allMatch(entry -> entry.endsWith("lost+found"));
        }
    }
}
