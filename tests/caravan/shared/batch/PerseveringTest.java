package caravan.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PerseveringTest {
    /** What the step fails with, in turn, before it succeeds. */
    final Deque<RuntimeException> failures = new ArrayDeque<>();

    final AtomicBoolean stopping = new AtomicBoolean();

    final Persevering<String, String> persevering = new Persevering<>(
            "the step fails", this::step, failure -> failure instanceof IllegalStateException, stopping::get);

    @AfterEach
    void clear_the_interrupt() {
        Thread.interrupted();
    }

    @Test
    void what_passes_is_waited_for() {
        failures.addAll(List.of(new IllegalStateException("away"), new IllegalStateException("still away")));
        assertThat(persevering.apply("word")).isEqualTo("WORD");
        assertThat(failures).isEmpty();
    }

    @Test
    void what_does_not_pass_is_thrown_at_once() {
        failures.addAll(List.of(new IllegalArgumentException("wrong"), new IllegalArgumentException("never comes")));
        assertThatThrownBy(() -> persevering.apply("word")).hasMessage("wrong");
        assertThat(failures).hasSize(1);
    }

    @Test
    void when_the_program_stops_it_is_thrown_too() {
        failures.addAll(List.of(new IllegalStateException("away"), new IllegalStateException("never comes")));
        stopping.set(true);
        assertThatThrownBy(() -> persevering.apply("word")).hasMessage("away");
        assertThat(failures).hasSize(1);
    }

    @Test
    void an_interrupt_ends_the_waiting_and_is_kept() {
        failures.addAll(List.of(new IllegalStateException("away"), new IllegalStateException("never comes")));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> persevering.apply("word")).hasMessage("away");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private String step(String word) {
        if (!failures.isEmpty()) {
            throw failures.pop();
        }
        return word.toUpperCase();
    }
}
