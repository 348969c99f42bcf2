package caravan.dispatcher.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.dispatcher.InputRejected;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlannedFailureTest {
    final PlannedFailure failure = new PlannedFailure();

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 3", "2, 4", "0002, 3", "1000, 1001"})
    void the_first_attempt_that_need_not_fail_succeeds(String failing, int attempt) {
        assertThat(failure.attempt(List.of(failing), attempt)).isEqualTo(attempt);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "2, 2", "1000, 1000"})
    void the_attempts_before_fail(String failing, int attempt) {
        assertThatThrownBy(() -> failure.attempt(List.of(failing), attempt))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Attempt " + attempt + " fails, as told: the first " + Integer.parseInt(failing) + " do");
    }

    @Test
    void an_event_s_data_may_be_the_number_itself() {
        assertThat(failure.attempt(1, 2)).isEqualTo(2);
        assertThat(failure.attempt("1", 2)).isEqualTo(2);
        assertThat(failure.attempt(List.of(1), 2)).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource
    void what_is_no_number_of_attempts_is_rejected(Object input) {
        assertThatThrownBy(() -> failure.attempt(input, 1))
                .isInstanceOf(InputRejected.class)
                .hasMessage("fail takes one whole number of attempts from 0 to 1000");
    }

    static Stream<Object> what_is_no_number_of_attempts_is_rejected() {
        return Stream.of(
                List.of(),
                List.of("1", "2"),
                List.of("x"),
                List.of("-1"),
                List.of("1001"),
                List.of("1.5"),
                List.of("٢"),
                List.of("9".repeat(1_000_000)),
                Map.of("attempts", 1),
                "",
                true,
                2.5);
    }

    @Test
    void nothing_is_rejected() {
        assertThatThrownBy(() -> failure.attempt(null, 1)).isInstanceOf(InputRejected.class);
    }
}
