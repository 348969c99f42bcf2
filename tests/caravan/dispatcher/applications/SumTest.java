package caravan.dispatcher.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.dispatcher.InputRejected;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SumTest {
    final Sum sum = new Sum();

    @ParameterizedTest
    @CsvSource({
        "2 2, 4",
        "0.1 0.2, 0.3",
        "9007199254740993 1, 9007199254740994",
        "1e2 300, 400",
        "2.50 2.50, 5",
        "-1 1.0, 0",
        "1e20 1e-20, 100000000000000000000.00000000000000000001"
    })
    void numbers_are_added_exactly_and_written_plainly(String numbers, String expected) {
        assertThat(sum.of(List.of(numbers.split(" ")))).hasToString(expected);
    }

    @Test
    void no_numbers_are_zero() {
        assertThat(sum.of(List.of())).hasToString("0");
    }

    @Test
    void numbers_of_an_event_are_added_too_and_a_single_one_is_its_sum() {
        assertThat(sum.of(List.of(2, 2.5))).hasToString("4.5");
        assertThat(sum.of("7")).hasToString("7");
        assertThat(sum.of(7)).hasToString("7");
    }

    @Test
    void many_long_numbers_are_added() {
        assertThat(sum.of(Collections.nCopies(10, "9".repeat(1000)))).hasToString("9".repeat(1000) + "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two", "", " 1", "1,5", "0x10", "NaN", "1e99999999999"})
    void what_is_no_number_is_rejected_by_name(String word) {
        assertThatThrownBy(() -> sum.of(List.of("2", word)))
                .isInstanceOf(InputRejected.class)
                .hasMessage("'" + word + "' is not a number");
    }

    @Test
    void nothing_is_no_number() {
        assertThatThrownBy(() -> sum.of(null)).isInstanceOf(InputRejected.class);
        assertThatThrownBy(() -> sum.of(Arrays.asList("1", null))).isInstanceOf(InputRejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e2147483647", "1e1001", "1e-1001"})
    void a_number_that_would_fill_the_memory_is_rejected(String number) {
        assertThatThrownBy(() -> sum.of(List.of(number, "1")))
                .isInstanceOf(InputRejected.class)
                .hasMessageContaining("1000 digits");
    }

    @Test
    void ten_thousand_digits_are_too_many_and_not_repeated() {
        assertThatThrownBy(() -> sum.of(List.of("1".repeat(10_000))))
                .isInstanceOf(InputRejected.class)
                .hasMessage("A number has more than 1000 digits");
    }
}
