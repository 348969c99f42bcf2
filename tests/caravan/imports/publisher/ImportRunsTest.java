package caravan.imports.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportRunsTest {

    @TempDir
    Path folder;

    @Test
    void when_too_many_wait_there_is_no_room_until_one_has_ended() {
        ImportRuns runs = new ImportRuns(new ImportFiles(folder));
        List<ImportRun> all = Stream.generate(() -> runs.start(UUID.randomUUID(), request(), null))
                .limit(500)
                .toList();
        assertThatThrownBy(runs::checkRoom)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(503))
                .hasMessageContaining("500 imports run or wait");
        runs.end(all.get(0));
        assertThatCode(runs::checkRoom).doesNotThrowAnyException();
    }

    private static ImportRequest request() {
        return new ImportRequest("a.csv", 10, "live", 5, false, UTF_8, false);
    }
}
