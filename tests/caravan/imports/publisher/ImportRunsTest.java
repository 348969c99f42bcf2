package caravan.imports.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImportRunsTest {

    @Test
    void when_too_many_wait_there_is_no_room_until_one_has_ended() {
        ImportRuns runs = new ImportRuns();
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

    @Test
    void one_that_has_ended_does_not_run_again_before_it_is_gone() {
        ImportRuns runs = new ImportRuns();
        UUID id = UUID.randomUUID();
        ImportRun first = runs.start(id, request(), null);
        assertThat(runs.left(id)).isCompleted();
        first.end("not-completed", null);
        assertThat(runs.left(id)).isNotCompleted();
        assertThatThrownBy(() -> runs.start(id, request(), null)).hasMessageContaining("runs already");
        CompletionStage<Void> left = runs.left(id);
        runs.end(first);
        assertThat(left).isCompleted();
        assertThat(runs.start(id, request(), null)).isNotSameAs(first);
    }

    private static ImportRequest request() {
        return new ImportRequest("a.csv", 10, "live", 5, false, UTF_8, false);
    }
}
