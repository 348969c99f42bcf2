package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitsTest {
    final BodyLimits limits = new BodyLimits(100, Map.of("/imports", 1000L, "/imports/small", 10L));

    @Test
    void a_path_has_the_limit_of_its_longest_prefix_or_the_standard_one() {
        assertThat(limits.of("/dispatch")).isEqualTo(100);
        assertThat(limits.of("/imports/big")).isEqualTo(1000);
        assertThat(limits.of("/imports/small/one")).isEqualTo(10);
        assertThat(limits.of(null)).isEqualTo(100);
    }

    @Test
    void a_length_up_to_the_limit_or_none_passes() {
        assertThatCode(() -> limits.check("/dispatch", "100")).doesNotThrowAnyException();
        assertThatCode(() -> limits.check("/dispatch", null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "99999999999999999999", "ten", ""})
    void a_length_above_it_or_one_that_is_none_is_a_413(String length) {
        assertThatThrownBy(() -> limits.check("/dispatch", length))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(413));
    }
}
