package caravan.dispatcher.applications.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.dispatcher.InputRejected;
import caravan.shared.Refusal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedUrlsTest {
    final AllowedUrls urls = AllowedUrls.of("https://api.example.org/v1/, http://127.0.0.1:9000 ,");

    @Test
    void a_url_comes_as_an_argument_or_as_an_event_s_data() {
        String url = "http://127.0.0.1:9000/x?y=1";
        assertThat(urls.allowed(List.of(url))).hasToString(url);
        assertThat(urls.allowed(url)).hasToString(url);
        assertThat(urls.allowed(Map.of("url", url))).hasToString(url);
    }

    @Test
    void what_is_not_on_the_list_is_rejected_by_name_without_its_query() {
        assertThatThrownBy(() -> urls.allowed(List.of("https://api.example.org/v2/x?key=hunter2")))
                .isInstanceOf(InputRejected.class)
                .hasMessage("https://api.example.org/v2/x is not under one of the prefixes of caravan.dispatcher.urls");
    }

    @Test
    void what_is_no_plain_url_is_rejected_and_says_why() {
        assertThatThrownBy(() -> urls.allowed("http://127.0.0.1:9000/../x"))
                .isInstanceOf(InputRejected.class)
                .hasMessage("The URL has . or .. in its path");
    }

    @Test
    void without_a_list_nothing_may_be_requested() {
        assertThatThrownBy(() -> AllowedUrls.of("").allowed("http://127.0.0.1/"))
                .isInstanceOf(InputRejected.class)
                .hasMessage("http may request nothing: caravan.dispatcher.urls is empty");
    }

    @ParameterizedTest
    @MethodSource
    void what_is_not_one_url_is_rejected(Object input) {
        assertThatThrownBy(() -> urls.allowed(input))
                .isInstanceOf(InputRejected.class)
                .hasMessageStartingWith("http takes one URL");
    }

    static Stream<Object> what_is_not_one_url_is_rejected() {
        return Stream.of(
                List.of(),
                List.of("http:", "", "127.0.0.1:9000", "x"),
                List.of(1),
                Map.of(),
                Map.of("url", 1),
                Map.of("uri", "http://127.0.0.1:9000/"),
                Map.of("url", "http://127.0.0.1:9000/", "method", "DELETE"),
                5,
                true);
    }

    @Test
    void nothing_is_rejected() {
        assertThatThrownBy(() -> urls.allowed(null)).isInstanceOf(InputRejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.example.org",
                "https://",
                "https://*.example.org/",
                "https://api.example.org/?x",
                "https://api.example.org/a/../b",
                "ftp://api.example.org/"
            })
    void a_prefix_that_is_none_is_refused_by_name(String prefix) {
        assertThatThrownBy(() -> AllowedUrls.of("https://api.example.org/," + prefix))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("caravan.dispatcher.urls: " + prefix + " is no prefix of URLs: it ");
    }

    @Test
    void a_password_in_a_prefix_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> AllowedUrls.of("https://anna:hunter2@api.example.org/"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("holds a user")
                .hasMessageNotContaining("hunter2");
    }
}
