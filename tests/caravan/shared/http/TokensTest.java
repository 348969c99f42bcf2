package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    final Tokens tokens = new Tokens(List.of("0123456789abcdef", "fedcba9876543210"));

    @Test
    void where_none_are_set_none_is_needed() {
        assertThatCode(() -> new Tokens(List.of()).check(null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer 0123456789abcdef", "bearer fedcba9876543210", "BEARER  fedcba9876543210 "})
    void each_of_them_is_good(String authorization) {
        assertThatCode(() -> tokens.check(authorization)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer 0123456789abcde",
                "Bearer 0123456789abcdef0",
                "Bearer 0123456789ABCDEF",
                "0123456789abcdef",
                "Basic 0123456789abcdef"
            })
    void nothing_else_is(String authorization) {
        assertThatThrownBy(() -> tokens.check(authorization)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(401);
            assertThat(problem.headers()).containsKey("WWW-Authenticate");
        });
    }
}
