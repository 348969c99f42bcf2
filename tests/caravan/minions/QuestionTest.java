package caravan.minions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?",
                "Will it rain?",
                " Will it rain? ",
                "Wird es regnen, Jürgen? 🌧",
                "a\nb\tc",
                "'; DROP TABLE job; --"
            })
    void any_text_is_one_as_it_is(String text) {
        assertThat(Question.read(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\r\n", "\u2003"})
    void blank_is_missing(String text) {
        refused(text, "The question is missing");
    }

    @Test
    void a_thousand_characters_are_the_most_however_many_bytes_each_has() {
        String most = "🎱".repeat(1000);
        assertThat(Question.read(most)).isEqualTo(most);
        refused("🎱".repeat(1001), "The question has 1001 characters; it may have 1000");
        refused("a".repeat(1001), "The question has 1001 characters; it may have 1000");
    }

    @Test
    void a_nul_is_refused() {
        refused("Will it\0 rain?", "The question has a NUL character");
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> Question.read(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessage(why);
    }
}
