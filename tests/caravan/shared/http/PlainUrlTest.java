package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.example.org/v1/, https://api.example.org/v1/things?all=1",
        "https://api.example.org/v1/, https://api.example.org/v1/",
        "https://api.example.org/v1/, https://api.example.org/v1",
        "https://api.example.org/v1, https://api.example.org/v1/things",
        "https://api.example.org, https://api.example.org/anything",
        "https://api.example.org, https://api.example.org?all=1",
        "https://api.example.org/, https://api.example.org",
        "https://api.example.org/v1/, HTTPS://API.Example.ORG:443/v1/things",
        "http://127.0.0.1:80/, http://127.0.0.1/x",
        "http://127.0.0.1/, http://127.0.0.1:/x",
        "http://[::1]:9000/, http://[::1]:9000/x",
        "http://a/~me/, http://a/%7Eme/x",
        "http://a/%7eme/, http://a/~me/x",
        "http://a/caf%c3%a9/, http://a/caf%C3%A9/x",
        "http://a/café/, http://a/caf%C3%A9/x",
        "http://a/x, http://a/x/.../y",
        "http://a/x, http://a/x/a.b..c/y%20z"
    })
    void what_lies_under_a_prefix_is_taken(String prefix, String url) {
        assertThat(PlainUrl.of(url).isUnder(PlainUrl.of(prefix))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.org/v1/, https://api.example.org/v10",
        "https://api.example.org/v1/, https://api.example.org/v1x/things",
        "https://api.example.org/v1/, https://api.example.org/",
        "https://api.example.org/v1/, https://api.example.org//v1/things",
        "https://api.example.org/v1/, https://api.example.org/V1/things",
        "https://api.example.org/v1/, https://api.example.org/v1;x/things",
        "https://api.example.org/v1/, http://api.example.org/v1/things",
        "https://api.example.org/v1/, https://api.example.org:8443/v1/things",
        "https://api.example.org/v1/, https://api.example.org.evil.org/v1/things",
        "https://api.example.org/v1/, https://evil.api.example.org/v1/things",
        "https://api.example.org/v1/, https://api.example.org./v1/things",
        "http://127.0.0.1/, http://2130706433/",
        "http://127.0.0.1/, http://localhost/",
        "http://127.0.0.1/, http://[::ffff:127.0.0.1]/",
        "http://a:80/, http://a:443/",
        "http://a:443/, https://a:443/"
    })
    void what_lies_beside_it_is_not(String prefix, String url) {
        assertThat(PlainUrl.of(url).isUnder(PlainUrl.of(prefix))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://a/x, is not http(s)",
        "file:///etc/passwd, is not http(s)",
        "jar:http://a/x!/y, is not http(s)",
        "//a/x, is not http(s)",
        "/x, is not http(s)",
        "'', is not http(s)",
        "http:a, has no host",
        "http:/x, has no host",
        "http:///x, has no host",
        "http://a_b/x, is none",
        "http://a b/x, is none",
        "http://a/x y, is none: Illegal character in path at character 11",
        "http://a\\@b/x, is none",
        "http://a/x\\..\\y, is none",
        "http://é.example.org/, is none",
        "http://a/%zz, is none",
        "http://a:99999999999/x, is none",
        "http://a:65536/x, has a port that is none",
        "http://a:0/x, has a port that is none",
        "http://anna@a/x, holds a user",
        "http://a:1@b/x, holds a user",
        "http://@a/x, holds a user",
        "http://a/x#y, holds a fragment",
        "http://a/x#, holds a fragment",
        "http://a/x/.., has . or ..",
        "http://a/x/../y, has . or ..",
        "http://a/./x, has . or ..",
        "http://a/x/..;y/z, has . or ..",
        "http://a/x/.;/z, has . or ..",
        "http://a/x/%2e%2e/y, encoded",
        "http://a/x/.%2E/y, encoded",
        "http://a/x%2Fy, encoded",
        "http://a/x%5cy, encoded",
        "http://a/x%00y, encoded",
        "http://a/x/%252e%252e/y, encoded",
        "http://a/x%25252fy, encoded"
    })
    void what_could_be_read_in_two_ways_is_refused(String url, String hint) {
        assertThatThrownBy(() -> PlainUrl.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://anna:hunter2@a/x", "http://anna:hunter2@a b/x", "https://hunter2 /"})
    void a_password_is_not_repeated(String url) {
        assertThatThrownBy(() -> PlainUrl.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_url_without_end_is_refused() {
        assertThatThrownBy(() -> PlainUrl.of("http://a/" + "x".repeat(1_000_000)))
                .hasMessage("is longer than 8000 characters");
    }

    @Test
    void what_is_asked_for_is_the_url_as_it_came_in_ascii() {
        assertThat(PlainUrl.of("HTTP://A:80/%7e/é?q=%2F..&é#".replace("#", "")).uri())
                .hasToString("HTTP://A:80/%7e/%C3%A9?q=%2F..&%C3%A9");
    }
}
