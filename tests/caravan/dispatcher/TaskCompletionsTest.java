package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskCompletionsTest {

    final List<Outcome> stored = new CopyOnWriteArrayList<>();
    final Claims claims = new Claims(2, 1000, 10, (ids, held) -> List.of(), () -> false);
    final TaskCompletions completions = new TaskCompletions(claims, 100, this::store, Runnable::run);

    @AfterEach
    void close() {
        completions.close();
        claims.close();
    }

    @Test
    void an_outcome_that_the_database_cannot_hold_is_a_failure_and_nobody_else_s() {
        Outcome good = outcome("1");
        Outcome bad = outcome("22021");

        List<CompletableFuture<Void>> recorded = List.of(record(good), record(bad), record(good));

        recorded.forEach(CompletableFuture::join);
        assertThat(stored).hasSize(3).filteredOn(good::equals).hasSize(2);
        assertThat(stored)
                .filteredOn(outcome -> outcome.id().equals(bad.id()))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.status()).isEqualTo(500);
                    assertThat(outcome.attempt()).isEqualTo(bad.attempt());
                    assertThat(outcome.exceptionType()).isEqualTo("UnstorableResult");
                });
    }

    @Test
    void any_other_failure_is_passed_on() {
        assertThatThrownBy(record(outcome("08006"))::join).hasRootCauseInstanceOf(SQLException.class);
        assertThat(stored).isEmpty();
    }

    private CompletableFuture<Void> record(Outcome outcome) {
        return completions.record(outcome).toCompletableFuture();
    }

    private static Outcome outcome(String result) {
        return new Outcome(UUID.randomUUID(), 1, 200, null, result, null, null, "");
    }

    /** Results are the SQL states that they are refused with. */
    private void store(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome.result() != null && outcome.result().length() == 5) {
                throw new IllegalStateException(new SQLException("no", outcome.result()));
            }
        }
        stored.addAll(outcomes);
    }
}
