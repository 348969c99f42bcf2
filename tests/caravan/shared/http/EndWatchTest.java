package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndWatchTest {

    final AtomicBoolean stopping = new AtomicBoolean();
    final EndWatch watch = new EndWatch(stopping::get, Runnable::run);
    final UUID task = UUID.randomUUID();

    @Test
    void who_does_not_wait_goes_on_at_once() {
        assertThat(wait(task.toString(), null)).isDone();
        assertThat(wait(task.toString(), "0")).isDone();
        assertThat(wait("no-uuid", "10")).isDone();
        assertThat(watch.isAwaited()).isFalse();
    }

    @Test
    void who_waits_goes_on_when_the_task_has_ended() {
        CompletableFuture<Void> one = wait(task.toString(), "60");
        CompletableFuture<Void> another = wait(task.toString().toUpperCase(java.util.Locale.ROOT), "60");
        CompletableFuture<Void> other = wait(UUID.randomUUID().toString(), "60");
        assertThat((UUID[]) watch.ids().get("ids")).hasSize(2).contains(task);

        watch.ended(List.of(Map.of("id", task)));

        assertThat(one).isDone();
        assertThat(another).isDone();
        assertThat(other).isNotDone();
        assertThat((UUID[]) watch.ids().get("ids")).hasSize(1).doesNotContain(task);
    }

    @Test
    void or_when_the_time_is_over() {
        CompletableFuture<Void> waiting = wait(task.toString(), "0.05");

        await().until(waiting::isDone);
        await().until(() -> !watch.isAwaited());
    }

    @Test
    void or_when_the_program_stops() {
        CompletableFuture<Void> waiting = wait(task.toString(), "60");
        stopping.set(true);

        assertThat(watch.isAwaited()).isFalse();
        assertThat(waiting).isDone();
    }

    @Test
    void more_than_a_minute_is_a_minute_however_it_is_written() {
        assertThat(wait(task.toString(), "61")).isNotDone();
        assertThat(wait(task.toString(), "1e9")).isNotDone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "ten", "NaN", "1,5", "0x10", "1 s", "100000000000000000000000"})
    void anything_else_is_a_400(String wait) {
        assertThatThrownBy(() -> wait(task.toString(), wait))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessageContaining("wait '" + wait + "'");
        assertThat(watch.isAwaited()).isFalse();
    }

    @Test
    void too_many_are_told_so() {
        for (int i = 0; i < 10_000; i++) {
            wait(UUID.randomUUID().toString(), "60");
        }
        assertThatThrownBy(() -> wait(task.toString(), "60")).isInstanceOf(RejectedExecutionException.class);
    }

    private CompletableFuture<Void> wait(String id, String seconds) {
        return watch.await(id, seconds).toCompletableFuture();
    }
}
