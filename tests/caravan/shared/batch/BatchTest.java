package caravan.shared.batch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {
    /** What was written, batch by batch. */
    final List<List<String>> written = new CopyOnWriteArrayList<>();
    /** A write waits for a permit; at first there are as many as anybody wants. */
    final Semaphore permits = new Semaphore(1000);

    Batch<String, String> batch = batch(100, 100, Gate.OPEN);

    @AfterEach
    void close() {
        permits.release(1000);
        batch.close();
    }

    @Test
    void a_lone_item_goes_at_once() throws Exception {
        assertThat(add("one").get(10, SECONDS)).isEqualTo("ONE");
        assertThat(written).containsExactly(List.of("one"));
    }

    @Test
    void what_gathers_while_a_batch_is_written_is_the_next_batch_in_its_order() {
        hold();
        List<CompletableFuture<String>> answers = List.of(add("a"), add("b"), add("c"));
        permits.release(1000);
        assertThat(answers).extracting(CompletableFuture::join).containsExactly("A", "B", "C");
        assertThat(written).containsExactly(List.of("held"), List.of("a", "b", "c"));
    }

    @Test
    void after_a_batch_of_several_a_lone_item_goes_too() {
        hold();
        CompletableFuture<String> first = add("a");
        CompletableFuture<String> second = add("b");
        permits.release(1000);
        assertThat(first.join() + second.join()).isEqualTo("AB");
        assertThat(add("c").join()).isEqualTo("C");
        assertThat(written).containsExactly(List.of("held"), List.of("a", "b"), List.of("c"));
    }

    @Test
    void a_batch_has_no_more_items_than_it_may() {
        use(batch(2, 100, Gate.OPEN));
        hold();
        List<CompletableFuture<String>> answers = List.of(add("a"), add("b"), add("c"));
        permits.release(1000);
        assertThat(answers).extracting(CompletableFuture::join).containsExactly("A", "B", "C");
        assertThat(written).containsExactly(List.of("held"), List.of("a", "b"), List.of("c"));
    }

    @Test
    void a_failure_is_everybody_s_of_that_batch_and_nobody_else_s() {
        hold();
        CompletableFuture<String> good = add("good");
        CompletableFuture<String> bad = add("bad");
        permits.release(1000);
        for (CompletableFuture<String> answer : List.of(good, bad)) {
            assertThatThrownBy(answer::join)
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseMessage("bad is in it");
        }
        assertThat(add("next").join()).isEqualTo("NEXT");
    }

    @Test
    void an_error_is_a_failure_too_and_the_writer_goes_on() {
        assertThatThrownBy(add("error")::join).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(add("next").join()).isEqualTo("NEXT");
    }

    @Test
    void too_few_results_are_a_failure() {
        assertThatThrownBy(add("nothing")::join).isInstanceOf(CompletionException.class);
        assertThat(add("next").join()).isEqualTo("NEXT");
    }

    @Test
    void when_too_many_wait_the_next_one_is_refused() {
        use(batch(100, 2, Gate.OPEN));
        hold();
        CompletableFuture<String> first = add("a");
        CompletableFuture<String> second = add("b");
        assertThatThrownBy(() -> add("c"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("words: too many wait");
        permits.release(1000);
        assertThat(first.join() + second.join()).isEqualTo("AB");
    }

    @Test
    void closing_writes_what_waits_and_takes_nothing_more() {
        hold();
        CompletableFuture<String> waiting = add("waiting");
        CompletableFuture<Void> closed = CompletableFuture.runAsync(batch::close);
        await().untilAsserted(() -> assertThatThrownBy(() -> batch.add("late"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("words is closed"));
        permits.release(1000);
        closed.join();
        assertThat(waiting).isCompletedWithValue("WAITING");
    }

    @Test
    void what_comes_within_a_pause_goes_together_after_it_or_when_it_is_closed() {
        use(batch(100, 100, Gate.pausing(Duration.ofMinutes(5))));
        permits.release(1000);
        add("a").join();
        CompletableFuture<String> second = add("b");
        CompletableFuture<String> third = add("c");
        assertThat(second).isNotDone();
        batch.close();
        assertThat(second.join() + third.join()).isEqualTo("BC");
        assertThat(written).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void a_batch_is_no_larger_than_the_gate_lets_through() {
        Semaphore places = new Semaphore(0);
        use(batch(100, 100, Gate.of(places)));
        List<CompletableFuture<String>> answers = List.of(add("a"), add("b"), add("c"));
        places.release(2);
        await().until(() -> answers.get(1).isDone());
        assertThat(answers.get(2)).isNotDone();
        assertThat(places.availablePermits()).isZero();
        places.release();
        assertThat(answers.get(2).join()).isEqualTo("C");
        assertThat(written.stream().flatMap(List::stream)).containsExactly("a", "b", "c");
    }

    @Test
    void closing_opens_the_gate() {
        use(batch(100, 100, Gate.of(new Semaphore(0))));
        CompletableFuture<String> answer = add("a");
        batch.close();
        assertThat(answer).isCompletedWithValue("A");
    }

    @Test
    void the_answers_of_a_batch_go_together_where_they_are_told_to() {
        List<Runnable> told = new CopyOnWriteArrayList<>();
        use(new Batch<>("words", 100, 100, Gate.OPEN, this::write, told::add));
        hold();
        List<CompletableFuture<String>> answers = List.of(add("a"), add("b"));
        permits.release(1000);
        await().until(() -> told.size() == 2);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        told.get(1).run();
        assertThat(answers).extracting(CompletableFuture::join).containsExactly("A", "B");
    }

    /** Keeps the writer busy until permits are released. */
    private void hold() {
        permits.drainPermits();
        add("held");
        await().until(() -> written.contains(List.of("held")));
    }

    private CompletableFuture<String> add(String item) {
        return batch.add(item).toCompletableFuture();
    }

    private void use(Batch<String, String> other) {
        batch.close();
        batch = other;
    }

    private Batch<String, String> batch(int most, int capacity, Gate gate) {
        return new Batch<>("words", most, capacity, gate, this::write, Runnable::run);
    }

    private List<String> write(List<String> items) {
        written.add(items);
        permits.acquireUninterruptibly();
        if (items.contains("bad")) {
            throw new IllegalStateException("bad is in it");
        }
        if (items.contains("error")) {
            throw new NoClassDefFoundError("error");
        }
        return items.contains("nothing")
                ? List.of()
                : items.stream().map(String::toUpperCase).toList();
    }
}
