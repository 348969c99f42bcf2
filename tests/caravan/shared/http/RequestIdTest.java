package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

    @Test
    void up_to_128_printable_characters_are_kept() {
        assertThat(RequestId.of("a!~{}9")).isEqualTo("a!~{}9");
        assertThat(RequestId.of("a".repeat(128))).hasSize(128);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"two words", "tab\there", "line\nbreak", "é", "\u007f"})
    void anything_else_is_replaced_by_a_new_one(String came) {
        assertThat(RequestId.of(came)).matches("[0-9a-f-]{36}").isNotEqualTo(RequestId.of(came));
    }

    @Test
    void one_that_is_too_long_is_replaced() {
        assertThat(RequestId.of("a".repeat(129))).hasSize(36);
    }
}
