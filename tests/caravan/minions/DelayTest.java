package caravan.minions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0.0, PT0S",
        ".0, PT0S",
        "1, PT1S",
        "1., PT1S",
        ".5, PT0.5S",
        "007, PT7S",
        "2.25, PT2.25S",
        "0.000000001, PT0.000000001S",
        "0.0000000009, PT0S",
        "3600, PT1H",
        "3600.000, PT1H",
        "1.00000000000000000000000000000000000000, PT1S"
    })
    void digits_with_at_most_one_point_are_seconds(String text, Duration delay) {
        assertThat(Delay.read(text)).isEqualTo(delay);
    }

    @Test
    void none_is_zero() {
        assertThat(Delay.read(null)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..5",
                "1.2.3",
                "-1",
                "-0",
                "+1",
                "1e3",
                "1E3",
                "NaN",
                "Infinity",
                "1,5",
                "1 ",
                " 1",
                "1\n",
                "0x10",
                "1f",
                "1_000",
                "٣",
                "１",
                "ten",
                "[1, 2]",
                "3600.0001",
                "3601",
                "99999999999999999999"
            })
    void anything_else_is_a_400_that_repeats_it(String text) {
        assertThatThrownBy(() -> Delay.read(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessage("delay '" + text + "' is not a number of seconds, 0 to 3600");
    }

    @Test
    void what_is_longer_than_forty_characters_is_none_and_is_not_repeated_as_a_whole() {
        String zeros = "0".repeat(41);
        assertThatThrownBy(() -> Delay.read(zeros)).hasMessageContaining("'" + zeros.substring(1) + "…'");
        assertThatThrownBy(() -> Delay.read("9".repeat(1_000_000)))
                .isInstanceOf(Problem.class)
                .message()
                .hasSizeLessThan(200);
        assertThat(Delay.read(zeros.substring(1))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.001S", "PT2.5S", "PT59M59.999S", "PT1H"})
    void what_is_written_is_read_to_the_millisecond(Duration delay) {
        assertThat(Delay.read(Delay.text(delay))).isEqualTo(delay);
    }

    @Test
    void what_is_over_is_written_as_zero() {
        assertThat(Delay.text(Duration.ofSeconds(-5))).isEqualTo("0");
        assertThat(Delay.text(Duration.ofNanos(-1))).isEqualTo("0");
    }
}
