package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportAccountTest {
    static final ObjectMapper JSON = new ObjectMapper();
    static final UUID ID = UUID.randomUUID();

    @TempDir
    static Path folder;

    final ImportAccount account = new ImportAccount(new ImportFiles(folder), Duration.ofDays(30));

    @Test
    void its_document_has_these_members() throws Exception {
        assertThat(JSON.readTree(account.document(row()))).isEqualTo(JSON.readTree("""
                        {"uuid": "%s", "state": "running", "file": "staff.csv", "mode": "live", "bytes": 812,
                         "bytes_read": 400, "percent": 49, "sent": 4, "received": 4, "saved": 3, "duplicates": 1,
                         "rejected": 2, "rows_per_second": 9000, "message": null}""".formatted(ID)));
    }

    @Test
    void that_of_a_dry_run_says_so_and_how_many_rows_are_good() throws Exception {
        Map<String, Object> row = row();
        row.put("dry_run", true);
        JsonNode document = JSON.readTree(account.document(row));
        assertThat(document.get("dry_run").asBoolean()).isTrue();
        assertThat(document.get("valid").asLong()).isEqualTo(5);
    }

    @Test
    void what_a_consumer_does_not_say_is_null() throws Exception {
        Map<String, Object> row = row();
        row.put("saved", null);
        assertThat(JSON.readTree(account.document(row)).get("saved").isNull()).isTrue();
    }

    @Test
    void a_list_has_the_same_documents() throws Exception {
        assertThat(JSON.readTree(account.list(List.of(row()))).get("imports").get(0))
                .isEqualTo(JSON.readTree(account.document(row())));
        assertThat(account.list(List.of())).isEqualTo("{\"imports\":[]}");
    }

    @Test
    void a_simulation_is_answered_as_the_protocol_has_it() throws Exception {
        Map<String, Object> row = row();
        row.put("state", "completed");
        assertThat(JSON.readTree(account.simulated(row))).isEqualTo(JSON.readTree("""
                        {"status": "completed", "sent": 4, "info": {"uuid": "%s", "checksum": 4, "saved": 3,
                         "duplicates": 1, "rejected": 2, "db_count": 6}}""".formatted(ID)));
    }

    @Test
    void a_simulation_that_is_not_completed_says_why() throws Exception {
        Map<String, Object> row = row();
        row.put("state", "not-completed");
        row.put("message", "The broker is away");
        assertThat(JSON.readTree(account.simulated(row)).get("status").asText())
                .isEqualTo("not-completed: The broker is away");
        assertThat(account.refused("mode is \"x\"")).isEqualTo("{\"status\":\"mode is \\\"x\\\"\",\"sent\":0}");
    }

    @Test
    void undone_says_how_many_also_if_none() throws Exception {
        Map<String, Object> row = row();
        row.put("undone", 3L);
        assertThat(account.undone(row)).isEqualTo("{\"uuid\":\"" + ID + "\",\"undone\":3}");
        row.put("undone", null);
        assertThat(account.undone(row)).isEqualTo("{\"uuid\":\"" + ID + "\",\"undone\":0}");
    }

    @Test
    void an_import_that_is_not_there_is_a_404() {
        assertThat(account.found(List.of(row()))).containsEntry("id", ID);
        assertProblem(404, () -> account.found(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "undone"})
    void one_that_runs_or_was_undone_is_not_undone(String state) {
        assertProblem(409, () -> account.checkUndoable(Map.of("state", state)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "not-completed", "stopped"})
    void one_that_has_ended_can_be_undone(String state) {
        assertThatCode(() -> account.checkUndoable(Map.of("state", state))).doesNotThrowAnyException();
    }

    @Test
    void where_a_run_is_before_and_after_its_consumer_has_said_anything() {
        UUID session = UUID.randomUUID();
        ImportRun run = new ImportRun(
                ID, new ImportRequest("staff.csv", 812, "live", 5, false, StandardCharsets.UTF_8, false), session);
        run.inherit(0, 0);
        assertThat(account.now(run))
                .containsEntry("import", ID)
                .containsEntry("session", session)
                .containsEntry("part", 1)
                .containsEntry("received", 0L)
                .containsEntry("saved", 0L)
                .containsEntry("ended", false);
        run.see(new SessionAccount(session, "removed", 4, null, 1L, 2L, 6L));
        assertThat(account.now(run))
                .containsEntry("received", 4L)
                .containsEntry("saved", null)
                .containsEntry("refused", 2L)
                .containsEntry("dbCount", 6L)
                .containsEntry("ended", true);
    }

    private static void assertProblem(int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status())
                .isEqualTo(status));
    }

    /** As the view has it. */
    private static Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        row.put("id", ID);
        row.put("state", "running");
        row.put("file", "staff.csv");
        row.put("mode", "live");
        row.put("dry_run", false);
        row.put("bytes", 812L);
        row.put("bytes_read", 400L);
        row.put("percent", 49L);
        row.put("sent", 4L);
        row.put("valid", 5L);
        row.put("received", 4L);
        row.put("saved", 3L);
        row.put("duplicates", 1L);
        row.put("rejected", 2L);
        row.put("rows_per_second", 9000L);
        row.put("db_count", 6L);
        return row;
    }
}
