package caravan.imports.publisher;

import caravan.imports.csv.Chunk;
import caravan.shared.http.DiskFailure;
import caravan.shared.http.FileBody;
import caravan.shared.http.Problem;
import caravan.shared.http.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** What imports keep on this process's disk: a folder each, with the upload and the rejected rows. */
public final class ImportFiles {

    /** Where uploads are written while they come. */
    public static final String INCOMING = "incoming";

    private static final String UUIDS = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final Path folder;

    /** @param folder of all imports */
    public ImportFiles(Path folder) {
        this.folder = folder;
    }

    public Path upload(UUID id) {
        return folder.resolve(id.toString()).resolve("upload.csv");
    }

    public Path rejects(UUID id) {
        return folder.resolve(id.toString()).resolve("rejected.csv");
    }

    /** Takes an upload as that of an import. @throws Problem 507 if the disk is full */
    public void keep(@ExchangeProperty("upload") Upload upload, @ExchangeProperty("import") UUID id) {
        try {
            Files.createDirectories(folder.resolve(id.toString()));
            Files.move(upload.content(), upload(id));
        } catch (IOException e) {
            throw DiskFailure.of(e);
        }
    }

    /** The first record of rejected.csv. */
    public List<List<String>> columns() {
        return List.of(List.of("line", "reason", "row"));
    }

    /**
     * The others: as maps, which are written as they are. For lists Camel looks each time whether there is a way to make a map
     * of them, for a millisecond.
     */
    public List<Map<String, Object>> records(@Body Chunk chunk) {
        return chunk.rejects().stream()
                .map(reject -> {
                    Map<String, Object> record = new LinkedHashMap<>();
                    for (int column = 0; column < reject.size(); column++) {
                        record.put(columns().get(0).get(column), reject.get(column));
                    }
                    return record;
                })
                .toList();
    }

    /** @param row of an import @return its rejected rows, as far as they are counted @throws Problem 404 if they are not here */
    public FileBody rejected(@Body Map<String, Object> row) {
        Path file = rejects((UUID) row.get("id"));
        if (!Files.exists(file)) {
            throw Problem.of(404, "The rejected rows of this import are not here");
        }
        return new FileBody(file, (Long) row.get("reject_bytes"));
    }

    /** @param row of an import @return what was asked for with it @throws Problem 409 if it cannot be resumed, or not here */
    public ImportRequest resumable(@Body Map<String, Object> row) {
        if (!"not-completed".equals(row.get("state"))) {
            throw Problem.of(409, "An import that is " + row.get("state") + " cannot be resumed");
        }
        if (!Files.exists(upload((UUID) row.get("id")))) {
            throw Problem.of(409, "The upload of this import is not here: it was sent to another publisher");
        }
        return new ImportRequest(
                (String) row.get("file"),
                (Long) row.get("bytes"),
                (String) row.get("mode"),
                (Integer) row.get("timeout"),
                false,
                Charset.forName((String) row.get("charset")),
                (Boolean) row.get("dry_run"));
    }

    /** The imports whose uploads are here; what else lies here is somebody's own affair. */
    public UUID[] here() {
        if (!Files.isDirectory(folder)) {
            return new UUID[0];
        }
        try (Stream<Path> names = Files.list(folder)) {
            return names.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches(UUIDS))
                    .map(UUID::fromString)
                    .toArray(UUID[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of them in whose folder nothing has come or gone since. */
    public UUID[] unchangedSince(Instant time) {
        return Stream.of(here())
                .filter(id -> folder.resolve(id.toString()).toFile().lastModified() < time.toEpochMilli())
                .toArray(UUID[]::new);
    }

    /** Removes what an import has here. */
    public void delete(UUID id) {
        delete(folder.resolve(id.toString()));
    }

    /** Removes uploads that nobody waits for any more. */
    public void deleteIncoming() {
        delete(folder.resolve(INCOMING));
    }

    private static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
