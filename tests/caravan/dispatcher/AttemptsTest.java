package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AttemptsTest {

    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration SHORT = Duration.ofMillis(100);

    final AtomicInteger vacated = new AtomicInteger();
    final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    final ExecutorService enders = Executors.newSingleThreadExecutor();
    final ExecutorService runner = Executors.newSingleThreadExecutor();
    CompletableFuture<Void> turn = CompletableFuture.completedFuture(null);
    final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        List.of(clock, enders, runner).forEach(ExecutorService::shutdownNow);
    }

    @Test
    void a_result_is_passed_on_and_the_place_given_back_once() {
        CompletableFuture<Object> end = run(attempts(LONG, (task, over, ended) -> ended.accept("done", null)));

        assertThat(end.join()).isEqualTo("done");
        await().until(() -> vacated.get() == 1);
    }

    @Test
    void the_place_is_kept_until_an_application_that_left_its_thread_has_ended() {
        AtomicReference<BiConsumer<Object, Throwable>> later = new AtomicReference<>();
        Attempts attempts = attempts(LONG, (task, over, ended) -> later.set(ended));
        CompletableFuture<Object> end = run(attempts);
        await().until(() -> later.get() != null);
        assertThat(runner.submit(() -> "free")).succeedsWithin(Duration.ofSeconds(10));

        assertThat(vacated).hasValue(0);
        assertThat(attempts.running()).hasSize(1);
        later.get().accept(null, null);

        assertThat(end.join()).isNull();
        await().until(() -> vacated.get() == 1);
        assertThat(attempts.running()).isEmpty();
    }

    @Test
    void what_it_throws_is_passed_on_an_error_too() {
        assertFails(
                run(attempts(LONG, (task, over, ended) -> ended.accept(null, new InputRejected("no")))),
                InputRejected.class);
        assertFails(
                run(attempts(LONG, (task, over, ended) -> {
                    throw new StackOverflowError();
                })),
                StackOverflowError.class);
        await().until(() -> vacated.get() == 2);
    }

    @Test
    void one_that_takes_too_long_is_interrupted() {
        AtomicReference<Exception> seen = new AtomicReference<>();
        CompletableFuture<Object> end = run(attempts(SHORT, (task, over, ended) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                seen.set(e);
                ended.accept("too late", null);
            }
        }));

        assertFails(end, TimeoutException.class);
        await().until(() -> seen.get() != null);
        await().until(() -> vacated.get() == 1);
        assertThat(runner.submit(() -> Thread.currentThread().isInterrupted()))
                .succeedsWithin(Duration.ofSeconds(10))
                .isEqualTo(false);
    }

    @Test
    void one_that_takes_too_long_and_holds_no_thread_is_given_up() {
        CompletableFuture<Object> end = run(attempts(SHORT, (task, over, ended) -> {}));

        assertFails(end, TimeoutException.class);
        await().until(() -> vacated.get() == 1);
    }

    @Test
    void one_that_does_not_heed_the_interrupt_keeps_its_place_but_not_its_task() {
        AtomicReference<Boolean> leave = new AtomicReference<>(false);
        CompletableFuture<Object> end = run(attempts(SHORT, (task, over, ended) -> {
            while (!leave.get() && !runner.isShutdown()) {
                Thread.onSpinWait();
            }
        }));

        assertFails(end, TimeoutException.class);
        assertThat(vacated).hasValue(0);
        leave.set(true);
        await().until(() -> vacated.get() == 1);
    }

    @Test
    void one_whose_task_is_somebody_else_s_is_ended_and_no_other() {
        Attempts attempts = attempts(LONG, (task, over, ended) -> {});
        ClaimedTask cancelled = task(1);
        CompletableFuture<Object> end = attempts.run(cancelled).toCompletableFuture();
        CompletableFuture<Object> other = attempts.run(task(1)).toCompletableFuture();

        attempts.running();
        attempts.recall(List.of(cancelled.id(), UUID.randomUUID()));

        assertFails(end, CancellationException.class);
        assertThat(other).isNotDone();
        await().until(() -> attempts.running().size() == 1);
    }

    @Test
    void one_that_is_recalled_before_it_begins_is_not_begun() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        runner.execute(() -> {
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        AtomicInteger begun = new AtomicInteger();
        Attempts attempts = attempts(LONG, (task, over, ended) -> begun.incrementAndGet());
        CompletableFuture<Object> end = run(attempts);

        attempts.recall(attempts.running());

        assertFails(end, CancellationException.class);
        free.countDown();
        await().until(() -> vacated.get() == 1);
        assertThat(begun).hasValue(0);
    }

    @Test
    void one_that_is_recalled_before_its_turn_is_not_begun() {
        turn = new CompletableFuture<>();
        AtomicInteger begun = new AtomicInteger();
        Attempts attempts = attempts(LONG, (task, over, ended) -> begun.incrementAndGet());
        CompletableFuture<Object> end = run(attempts);

        attempts.recall(attempts.running());
        await().until(() -> attempts.running().isEmpty());
        assertThat(end).as("has no outcome before its turn").isNotDone();
        turn.complete(null);

        assertFails(end, CancellationException.class);
        await().until(() -> vacated.get() == 1);
        assertThat(begun).hasValue(0);
    }

    @Test
    void a_time_that_is_longer_than_anybody_can_wait_ends_nobody_else_s() {
        AtomicInteger number = new AtomicInteger();
        Attempts attempts = new Attempts(
                (task, over, ended) -> {},
                name -> number.getAndIncrement() == 0 ? Duration.ofMillis(Long.MAX_VALUE) : SHORT,
                3,
                task -> turn,
                vacated::incrementAndGet,
                runner,
                clock,
                enders);
        CompletableFuture<Object> endless = run(attempts);
        await().until(() -> number.get() == 1);

        assertFails(run(attempts), TimeoutException.class);
        assertThat(endless).isNotDone();
    }

    @Test
    void a_task_that_kills_its_workers_is_not_tried_for_ever() {
        Attempts attempts = attempts(LONG, (task, over, ended) -> ended.accept("it ran", null));

        assertThat(attempts.run(task(13)).toCompletableFuture().join()).isEqualTo("it ran");
        assertThatThrownBy(() -> attempts.run(task(14)).toCompletableFuture().join())
                .hasMessageContaining("its worker died in it");
        await().until(() -> vacated.get() == 2);
    }

    private Attempts attempts(Duration timeout, Attempts.Application application) {
        return new Attempts(
                application, name -> timeout, 3, task -> turn, vacated::incrementAndGet, runner, clock, enders);
    }

    private static CompletableFuture<Object> run(Attempts attempts) {
        return attempts.run(task(1)).toCompletableFuture();
    }

    private static ClaimedTask task(int attempt) {
        return new ClaimedTask(UUID.randomUUID(), "any", "[]", attempt, null);
    }

    private static void assertFails(CompletableFuture<Object> end, Class<? extends Throwable> type) {
        assertThat(end.handle((result, failure) -> failure instanceof java.util.concurrent.CompletionException wrapped
                                ? wrapped.getCause()
                                : failure)
                        .join())
                .isInstanceOf(type);
    }
}
