package caravan.dispatcher.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.dispatcher.InputRejected;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PauseTest {
    final Pause pause = new Pause();

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1000", "0.25, 250", "1e3, 1000000", "3600, 3600000", "1e-999999999, 0"})
    void seconds_are_read_to_the_millisecond(String seconds, long milliseconds) {
        assertThat(pause.milliseconds(List.of(seconds))).isEqualTo(milliseconds);
    }

    @Test
    void an_event_s_data_may_be_the_number_itself() {
        assertThat(pause.milliseconds(2)).isEqualTo(2000);
        assertThat(pause.milliseconds(0.5)).isEqualTo(500);
    }

    @ParameterizedTest
    @MethodSource
    void what_is_no_number_of_seconds_is_rejected(Object input) {
        assertThatThrownBy(() -> pause.milliseconds(input))
                .isInstanceOf(InputRejected.class)
                .hasMessageStartingWith("sleep takes one number of seconds from 0 to 3600");
    }

    static Stream<Object> what_is_no_number_of_seconds_is_rejected() {
        return Stream.of(
                List.of(),
                List.of("1", "2"),
                List.of("soon"),
                List.of("-1"),
                List.of("3600.001"),
                List.of("1e999999999"),
                Map.of("seconds", 1),
                "");
    }

    @Test
    void the_input_comes_back_when_the_time_is_over() {
        assertThat(pause.take(List.of("0.01"), null).toCompletableFuture().join())
                .isEqualTo(List.of("0.01"));
    }

    @Test
    void or_when_the_task_is() {
        CompletableFuture<Object> over = new CompletableFuture<>();
        CompletableFuture<Object> pausing = pause.take(List.of("3600"), over).toCompletableFuture();
        assertThat(pausing).isNotDone();
        over.completeExceptionally(new CancellationException());
        assertThat(pausing.join()).isEqualTo(List.of("3600"));
    }

    @Test
    void nothing_is_rejected() {
        assertThatThrownBy(() -> pause.milliseconds(null)).isInstanceOf(InputRejected.class);
    }
}
