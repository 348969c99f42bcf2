package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.TinyDisk;
import caravan.shared.http.FileBody;
import caravan.shared.http.Problem;
import caravan.shared.http.Upload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportFilesTest {
    final UUID id = UUID.randomUUID();

    @TempDir
    Path parent;

    Path folder;
    ImportFiles files;

    @BeforeEach
    void open() {
        folder = parent.resolve("imports");
        files = new ImportFiles(folder);
    }

    @Test
    void an_upload_that_is_kept_is_moved() throws Exception {
        Path incoming = keep();
        assertThat(incoming).doesNotExist();
        assertThat(files.upload(id)).hasContent("Ann,ann@example.org");
    }

    @Test
    void an_upload_for_whose_folder_there_is_no_room_is_refused() throws Exception {
        // Inodes for the root and the upload, and none for a folder.
        try (TinyDisk disk = new TinyDisk(folder, "nr_inodes=2")) {
            Path incoming = Files.createFile(disk.folder().resolve("upload"));
            assertProblem(507, () -> files.keep(new Upload(Map.of(), Map.of(), "staff.csv", incoming, 0), id));
        }
    }

    @Test
    void imports_are_those_whose_folders_are_here() throws Exception {
        assertThat(files.here()).isEmpty();
        keep();
        Files.createFile(folder.resolve(".DS_Store"));
        Files.createDirectories(folder.resolve("lost+found"));
        assertThat(files.here()).containsExactly(id);
    }

    @Test
    void what_is_deleted_is_gone_and_nothing_else() throws Exception {
        keep();
        Files.writeString(files.rejects(id), "line,reason,row");
        Path other = Files.createDirectories(folder.resolve(UUID.randomUUID().toString()));
        files.delete(id);
        files.delete(id);
        assertThat(folder).isDirectoryNotContaining(path -> path.endsWith(id.toString()));
        assertThat(other).exists();
    }

    @Test
    void uploads_that_nobody_waits_for_are_removed() throws Exception {
        keep();
        Files.writeString(folder.resolve(ImportFiles.INCOMING).resolve("half"), "Ann,an");
        files.deleteIncoming();
        assertThat(folder.resolve(ImportFiles.INCOMING)).doesNotExist();
        assertThat(files.upload(id)).exists();
        files.deleteIncoming();
    }

    @Test
    void of_the_rejected_rows_those_that_are_counted_are_shown() throws Exception {
        keep();
        Map<String, Object> row = row("running");
        row.put("reject_bytes", 15L);
        assertProblem(404, () -> files.rejected(row));
        Files.writeString(files.rejects(id), "line,reason,row\n7,no mail,A");
        assertThat(files.rejected(row)).isEqualTo(new FileBody(files.rejects(id), 15));
    }

    @Test
    void one_that_is_not_completed_can_be_resumed_as_it_was_asked_for_but_for_clearing() throws Exception {
        keep();
        assertThat(files.resumable(row("not-completed")))
                .isEqualTo(new ImportRequest("staff.csv", 19, "batch", 7, false, StandardCharsets.UTF_16, false));
    }

    @Test
    void one_whose_upload_is_elsewhere_cannot() {
        assertProblem(409, () -> files.resumable(row("not-completed")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "completed", "stopped", "undone"})
    void one_in_another_state_cannot(String state) throws Exception {
        keep();
        assertProblem(409, () -> files.resumable(row(state)));
    }

    private Path keep() throws Exception {
        Files.createDirectories(folder.resolve(ImportFiles.INCOMING));
        Path incoming = Files.writeString(
                folder.resolve(ImportFiles.INCOMING).resolve(UUID.randomUUID().toString()), "Ann,ann@example.org");
        files.keep(new Upload(Map.of(), Map.of(), "staff.csv", incoming, 19), id);
        return incoming;
    }

    private Map<String, Object> row(String state) {
        return new HashMap<>(Map.of(
                "id",
                id,
                "state",
                state,
                "file",
                "staff.csv",
                "bytes",
                19L,
                "mode",
                "batch",
                "timeout",
                7,
                "charset",
                "UTF-16",
                "dry_run",
                false));
    }

    private static void assertProblem(int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status())
                .isEqualTo(status));
    }
}
