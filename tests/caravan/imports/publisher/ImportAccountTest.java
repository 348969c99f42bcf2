package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportAccountTest {
    static final UUID ID = UUID.randomUUID();

    @TempDir
    static Path folder;

    final ImportAccount account = new ImportAccount(new ImportFiles(folder), Duration.ofDays(30));

    @Test
    void an_import_that_is_not_there_is_a_404() {
        assertThat(account.found(List.of(Map.of("id", ID)))).containsEntry("id", ID);
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
    void a_check_has_nothing_to_undo() {
        assertProblem(409, () -> account.checkUndoable(Map.of("state", "completed", "dry_run", true)));
        assertThatCode(() -> account.checkUndoable(Map.of("state", "completed", "dry_run", false)))
                .doesNotThrowAnyException();
    }

    @Test
    void one_that_has_ended_is_not_stopped() {
        assertThatThrownBy(() -> account.checkStoppable(Map.of("state", "completed")))
                .hasMessage("This import has ended: it is completed");
        assertProblem(409, () -> account.checkStoppable(Map.of("state", "undone")));
        assertThatCode(() -> account.checkStoppable(Map.of("state", "running"))).doesNotThrowAnyException();
    }

    @Test
    void where_a_run_is_before_and_after_its_consumer_has_said_anything() {
        UUID session = UUID.randomUUID();
        ImportRun run = new ImportRun(
                ID, new ImportRequest("staff.csv", 812, "live", 5, false, StandardCharsets.UTF_8, false), session);
        run.inherit(0, 0);
        assertThat(account.now(run, run.part()))
                .containsEntry("import", ID)
                .containsEntry("session", session)
                .containsEntry("number", 1)
                .containsEntry("received", 0L)
                .containsEntry("saved", 0L)
                .containsEntry("ended", false);
        run.see(new SessionAccount(session, "removed", 4, null, 1L, 2L, 6L));
        assertThat(account.now(run, run.part()))
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
}
