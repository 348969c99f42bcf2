package caravan.minions.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.shared.http.EndWatch;
import caravan.shared.http.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsTest {

    private final FakeTable table = new FakeTable();
    private final EndWatch watch = new EndWatch(() -> false, Runnable::run);
    private final Jobs jobs = new Jobs(table, watch, Runnable::run);
    private final Job job = job(UUID.randomUUID());

    @AfterEach
    void close() {
        table.opened.countDown();
        jobs.close();
    }

    @Test
    void what_is_stored_is_found() {
        assertThat(now(jobs.store(job))).isSameAs(job);
        assertThat(now(find(job.id()))).isEqualTo(job);
        assertThat(now(jobs.find(job.id().toString().toUpperCase(java.util.Locale.ROOT))))
                .isEqualTo(job);
    }

    @Test
    void a_uuid_that_no_job_has_is_a_400_that_says_so() {
        UUID id = UUID.randomUUID();
        assertThatThrownBy(() -> now(find(id)))
                .cause()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessage("UUID '" + id + "' not valid");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "1-1-1-1-1", "' OR true --", "5bbc0b2d-d10b-4bd1-a3b0-22c2dd21f8f"})
    void what_is_no_uuid_is_the_same_400_and_nobody_is_asked(String id) {
        assertThatThrownBy(() -> jobs.find(id)).isInstanceOf(Problem.class).hasMessage("UUID '" + id + "' not valid");
        assertThat(table.reads).isEmpty();
    }

    @Test
    void who_has_it_is_noted() {
        now(jobs.store(job));
        now(jobs.record(job.as(new Said("minion-1", true, null, null))));
        assertThat(now(find(job.id())).minion()).isEqualTo("minion-1");
    }

    @Test
    void the_first_result_stands_and_who_has_another_is_told_it() {
        now(jobs.store(job));
        assertThat(now(jobs.record(finished("Yes"))).message()).isEqualTo("Yes");
        assertThat(now(jobs.record(finished("No"))).message()).isEqualTo("Yes");
        assertThat(now(find(job.id())).message()).isEqualTo("Yes");
    }

    @Test
    void two_results_in_one_batch_are_one_the_first() {
        now(jobs.store(job));
        table.shut();
        CompletionStage<Job> blocking =
                jobs.record(job(UUID.randomUUID()).as(new Said("minion-1", true, "x", "success")));
        await().until(() -> table.entered.get() > 0);
        CompletionStage<Job> first = jobs.record(finished("Yes"));
        CompletionStage<Job> second = jobs.record(finished("No"));
        table.opened.countDown();
        now(blocking);
        assertThat(now(first).message()).isEqualTo("Yes");
        assertThat(now(second).message()).isEqualTo("Yes");
    }

    @Test
    void a_finished_job_is_in_memory() {
        now(jobs.store(job));
        now(jobs.record(finished("Yes")));
        assertThat(now(find(job.id())).message()).isEqualTo("Yes");
        assertThat(table.reads).isEmpty();
    }

    @Test
    void until_it_is_forgotten() {
        now(jobs.store(job));
        now(jobs.record(finished("Yes")));
        table.rows.clear();
        jobs.forget();
        assertThatThrownBy(() -> now(find(job.id()))).cause().isInstanceOf(Problem.class);
    }

    @Test
    void one_that_is_not_finished_is_not() {
        now(jobs.store(job));
        now(find(job.id()));
        now(find(job.id()));
        assertThat(table.reads).containsExactly(job.id(), job.id());
    }

    @Test
    void requests_that_wait_are_told_when_it_is_finished() {
        now(jobs.store(job));
        CompletableFuture<Void> waiting = watch.await(job.id().toString(), "60").toCompletableFuture();
        now(jobs.record(job.as(new Said("minion-1", true, null, null))));
        assertThat(waiting).isNotDone();
        now(jobs.record(finished("Yes")));
        await().until(waiting::isDone);
    }

    @Test
    void a_result_of_a_job_that_nobody_asked_for_is_dropped() {
        assertThat(now(jobs.record(finished("Yes"))).message()).isEqualTo("Yes");
        assertThatThrownBy(() -> now(find(job.id()))).cause().isInstanceOf(Problem.class);
    }

    @Test
    void a_report_is_stored_as_a_whole_or_fails() {
        Job other = job(UUID.randomUUID());
        now(jobs.store(job));
        now(jobs.store(other));
        now(jobs.recordAll(List.of(finished("Yes"), other.as(new Said("minion-1", true, "No", "success")))));
        assertThat(table.rows.values()).extracting(Job::message).containsExactlyInAnyOrder("Yes", "No");
        table.away = true;
        assertThatThrownBy(() -> now(jobs.recordAll(List.of(finished("Yes"))))).hasMessageContaining("away");
    }

    @Test
    void when_the_database_lets_wait_nobody_waits_for_ever() {
        table.shut();
        assertThatThrownBy(() -> now(jobs.store(job))).cause().isInstanceOf(TimeoutException.class);
    }

    private CompletionStage<Job> find(UUID id) {
        return jobs.find(id.toString());
    }

    private Job finished(String message) {
        return job.as(new Said("minion-1", true, message, "success"));
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Job job(UUID id) {
        return new Job(id, "time", null, Instant.EPOCH, null, null, null, null, null);
    }

    /** As the statements behind the routes have it. */
    private static final class FakeTable implements Jobs.Table {
        final Map<UUID, Job> rows = new HashMap<>();
        final List<UUID> reads = new ArrayList<>();
        final java.util.concurrent.atomic.AtomicInteger entered = new java.util.concurrent.atomic.AtomicInteger();
        volatile CountDownLatch opened = new CountDownLatch(0);
        volatile boolean away;

        void shut() {
            opened = new CountDownLatch(1);
        }

        @Override
        public void store(List<Job> jobs) {
            pass();
            jobs.forEach(job -> rows.put(job.id(), job));
        }

        @Override
        public List<Job> read(List<UUID> ids) {
            pass();
            reads.addAll(ids);
            return ids.stream().filter(rows::containsKey).map(rows::get).toList();
        }

        @Override
        public void hold(List<Job> jobs) {
            pass();
            jobs.forEach(job -> rows.computeIfPresent(job.id(), (id, row) -> row.isFinished() ? row : job));
        }

        @Override
        public List<Job> finish(List<Job> jobs) {
            pass();
            assertThat(jobs).extracting(Job::id).doesNotHaveDuplicates();
            jobs.forEach(job -> rows.computeIfPresent(job.id(), (id, row) -> row.isFinished() ? row : job));
            return read(jobs.stream().map(Job::id).toList().stream()
                            .filter(rows::containsKey)
                            .toList())
                    .stream()
                    .peek(job -> reads.remove(job.id()))
                    .toList();
        }

        private void pass() {
            entered.incrementAndGet();
            if (away) {
                throw new IllegalStateException("the database is away");
            }
            try {
                opened.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
