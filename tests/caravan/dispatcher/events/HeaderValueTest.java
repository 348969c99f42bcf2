package caravan.dispatcher.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP Protocol Binding 1.0.2, section 3.1.3.2; what is refused is in {@link MalformedEventTest}. */
class HeaderValueTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Euro%20%E2%82%AC%20%F0%9F%98%80 | Euro € 😀",
                "Euro%20%e2%82%ac | Euro €",
                "%61%2Fb | a/b",
                "100%2525 | 100%25",
                "a b | a b",
                "a+b | a+b",
                "\"a \\\"b\\\\ %22\" | a \"b\\ \"",
                "a\"b\" | a\"b\"",
                "\"\" | ''",
                "%22a%22 | \"a\""
            })
    void is_unquoted_and_then_decoded_once(String header, String value) {
        assertThat(HeaderValue.decode("id", header)).isEqualTo(value);
    }
}
