package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {

    @Test
    void what_is_short_is_repeated_as_it_is() {
        assertThat(Quoted.of("both")).isEqualTo("'both'");
        assertThat(Quoted.of("")).isEqualTo("''");
        assertThat(Quoted.of("x".repeat(40))).isEqualTo("'" + "x".repeat(40) + "'");
    }

    @Test
    void of_what_is_long_forty_characters_are_each_whole() {
        assertThat(Quoted.of("x".repeat(100_000))).isEqualTo("'" + "x".repeat(40) + "…'");
        assertThat(Quoted.of("😀".repeat(41))).isEqualTo("'" + "😀".repeat(40) + "…'");
    }

    @Test
    void it_breaks_no_line() {
        assertThat(Quoted.of("a\r\nSet-Cookie: b\u0000\u0085")).isEqualTo("'aSet-Cookie: b'");
    }
}
