package caravan.minions.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.Refusal;
import caravan.shared.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

    private final Destinations destinations =
            new Destinations("example.org, Hooks.Example:8443, 10.0.0.1, [2001:db8::1], [::1]:8080");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org",
                "https://example.org/jobs?of=caravan",
                "http://example.org:8080/",
                "http://EXAMPLE.org/Jobs",
                "https://hooks.example:8443/",
                "http://10.0.0.1/",
                "http://[2001:db8::1]/",
                "http://[2001:DB8::1]:81/",
                "http://[::1]:8080/"
            })
    void hosts_on_the_list_are_allowed(String destination) {
        assertThat(destinations.allowed(destination)).isEqualTo(destination);
        assertThat(destinations.has(destination)).isTrue();
    }

    @Test
    void none_is_nowhere() {
        assertThat(destinations.allowed(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example/",
                "http://hooks.example:80/",
                "http://[::1]/",
                "http://127.0.0.1/",
                "http://localhost/",
                "http://169.254.169.254/latest/meta-data",
                "http://example.org.evil.example/",
                "http://evil.example/?example.org",
                "http://10.0.0.10/"
            })
    void others_are_not(String destination) {
        refused(destination, "is not on caravan.callbacks");
        assertThat(destinations.has(destination)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "//example.org/",
                "file:/etc/passwd",
                "file:///etc/passwd",
                "file://example.org/etc/passwd",
                "ftp://example.org/",
                "jar:http://example.org!/",
                "javascript:alert(1)",
                "http:///jobs",
                "http://anna@example.org/",
                "http://anna:secret@example.org/",
                "http://example.org@evil.example/",
                "http://example.org/#jobs",
                "http://example.org:0/",
                "http://example.org:65536/",
                "http://example.org:x/",
                "http://example.org/a b",
                "http://example.org/../jobs",
                "http://example.org\\@evil.example/",
                "http://example.org\r\nHost: evil.example",
                "http://[::1"
            })
    void what_is_no_plain_http_url_is_refused(String destination) {
        refused(destination, "The destination ");
    }

    @Test
    void an_empty_list_allows_nothing() {
        assertThatThrownBy(() -> new Destinations("").allowed("http://example.org/"))
                .hasMessageContaining("is not on caravan.callbacks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org", "example.org/jobs", "anna@example.org", "a b", "*", "::1"})
    void a_list_of_something_else_is_refused_at_the_start(String list) {
        assertThatThrownBy(() -> new Destinations(list))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("caravan.callbacks: '" + list + "'");
    }

    private void refused(String destination, String why) {
        assertThatThrownBy(() -> destinations.allowed(destination))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessageContaining(why)
                .hasMessageNotContaining("secret");
    }
}
