package caravan.dispatcher.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
    @Test
    void names_are_in_lower_case_and_values_as_they_came() {
        assertThat(MediaType.parse(" Text/Plain ;Charset=UTF-8; a=\"b;\\\"c\\\\\" ;; "))
                .contains(new MediaType("text/plain", Map.of("charset", "UTF-8", "a", "b;\"c\\")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "text",
                "text/",
                "/plain",
                "text /plain",
                "text/plain x",
                "text/plain; a",
                "text/plain; a=\"b",
                "text/plain; a=b; A=c",
                "text/plain; =b",
                "text/plain\n",
                "tëxt/plain",
                "text/plain/x",
                "*/*;,"
            })
    void what_is_none(String text) {
        assertThat(MediaType.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, true",
        "text/json; a=b, true",
        "application/vnd.x.y+json, true",
        "IMAGE/SVG+JSON, true",
        "application/jsonp, false",
        "application/x-json, false",
        "json/plain, false"
    })
    void json_is_what_says_so(String text, boolean json) {
        assertThat(MediaType.parse(text).orElseThrow().isJson()).isEqualTo(json);
    }

    @Test
    void a_long_one_is_read_as_well() {
        assertThat(MediaType.parse("a/b" + ";c=\"\\d\"".repeat(1) + "; ".repeat(500_000)))
                .isPresent();
        assertThat(MediaType.parse("a/b;c=\"" + "\\d".repeat(500_000) + "\"")).isPresent();
    }
}
