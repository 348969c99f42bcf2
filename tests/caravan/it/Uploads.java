package caravan.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** What a publisher keeps on its disk. */
record Uploads(Path folder) {

    Path upload(UUID id) {
        return folder.resolve(id.toString()).resolve("upload.csv");
    }

    Path rejected(UUID id) {
        return folder.resolve(id.toString()).resolve("rejected.csv");
    }

    /** How many files are coming in, or were left behind. */
    long incoming() throws IOException {
        Path incoming = folder.resolve("incoming");
        if (!Files.exists(incoming)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(incoming)) {
            return files.count();
        }
    }
}
