package caravan.shared.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyReaderTest {

    @Test
    void blank_is_as_good_as_not_set() {
        assertThat(reader(" ").text("some")).isEmpty();
        assertThat(reader(" ").number("some", 1, 2)).isEmpty();
        assertThat(reader(" ").address("some", "http://host", "http")).isEmpty();
        assertThat(reader("1").text("other")).isEmpty();
        assertThatThrownBy(() -> reader(" ").required("some"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("some is empty");
    }

    @Test
    void a_number_is_read_up_to_its_bounds() {
        assertThat(reader("1").number("some", 1, 3)).contains(1);
        assertThat(reader(" 3 ").number("some", 1, 3)).contains(3);
        assertThatThrownBy(() -> reader("4").number("some", 1, 3))
                .isInstanceOf(Refusal.class)
                .hasMessage("some=4 is not a whole number from 1 to 3");
    }

    @Test
    void a_size_may_be_larger_than_an_int() {
        assertThat(reader("1").size("some")).isEqualTo(1);
        assertThat(reader(" 4294967296 ").size("some")).isEqualTo(4294967296L);
        assertThat(reader("999999999999999999").size("some")).isEqualTo(999999999999999999L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1 000", "1MB", "01", "1000000000000000000", "٣"})
    void what_is_no_number_of_bytes_is_refused(String text) {
        assertThatThrownBy(() -> reader(text).size("some"))
                .isInstanceOf(Refusal.class)
                .hasMessage("some=" + text + " is not a whole number of bytes");
        assertThatThrownBy(() -> reader(" ").size("some"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("some is empty");
    }

    @ParameterizedTest
    @CsvSource({"500, PT0.5S", "500ms, PT0.5S", "20s, PT20S", "10m, PT10M", "12h, PT12H", "30d, P30D", "1h30m, PT1H30M"
    })
    void a_duration_is_read_in_every_spelling(String text, Duration duration) {
        assertThat(reader(text).duration("some")).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "s", "0", "-1s", "1.5x", "1 fortnight"})
    void what_is_no_duration_is_refused(String text) {
        assertThatThrownBy(() -> reader(text).duration("some"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("some=" + text + " is not a duration");
    }

    @Test
    void an_address_has_one_of_the_schemes_and_a_host() {
        assertThat(reader("amqps://a:b@host:5671/c").address("some", "…", "amqp", "amqps"))
                .hasValueSatisfying(address -> assertThat(address.getHost()).isEqualTo("host"));
        assertThatThrownBy(() -> reader("http:///path").address("some", "http://host", "http"))
                .isInstanceOf(Refusal.class)
                .hasMessage("some is not of the form http://host");
    }

    private static PropertyReader reader(String some) {
        return new PropertyReader(
                name -> Optional.ofNullable(Map.of("some", some).get(name)));
    }
}
