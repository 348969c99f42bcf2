package caravan.minions.minion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.Refusal;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MastersTest {

    private final Masters masters =
            new Masters(URI.create("http://Own.example:8020"), "localhost, [::1], Master.example");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://own.example:8010",
                "http://localhost:8010",
                "https://localhost",
                "http://LOCALHOST:1",
                "http://[::1]:8010",
                "http://master.example/below/",
            })
    void who_is_on_the_list_is_told(String address) {
        assertThat(masters.read(address)).isEqualTo(URI.create(address));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:8010",
                "//localhost:8010",
                "file:///etc/passwd",
                "ftp://localhost/",
                "jar:http://localhost!/",
                "http://127.0.0.1:8010",
                "http://169.254.169.254/latest",
                "http://evil.example/",
                "http://localhost.evil.example/",
                "http://localhost@evil.example/",
                "http://anna:secret@localhost:8010",
                "http://localhost:8010/reset?",
                "http://localhost:8010/reset?all=",
                "http://localhost:8010/reset#",
                "http://local host",
                "http:///x",
                "http://[::1"
            })
    void anybody_else_has_to_ask(String address) {
        assertThat(masters.read(address)).isNull();
    }

    @Test
    void a_long_address_is_none() {
        assertThat(masters.read("http://localhost/" + "a".repeat(483))).isNotNull();
        assertThat(masters.read("http://localhost/" + "a".repeat(484))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "a b", "localhost:8010", "anna@localhost", "::1"})
    void what_is_no_host_is_refused_at_the_start(String list) {
        assertThatThrownBy(() -> new Masters(URI.create("http://localhost"), list))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("caravan.minions.masters: '" + list + "'");
    }
}
