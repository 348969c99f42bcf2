package caravan.shared.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void nothing_set_is_everything_in_one_process_on_this_machine() {
        Settings settings = SettingsReader.read(Map.of());
        assertThat(settings.roles()).containsExactly(Role.values());
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.managementPort()).isEqualTo(8080);
        assertThat(settings.address()).isEqualTo("http://127.0.0.1:8080");
        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.database()).isEmpty();
        assertThat(settings.broker()).isEmpty();
        assertThat(settings.consul()).isEmpty();
        assertThat(settings.keep()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.needsDataFolder()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "dispatcher, 1, 8069",
        "worker, 3, 8072",
        "ratings, 2, 8002",
        "market, 1, 5000",
        "'dispatcher,worker', 4, 8080",
        "all, 2, 8080"
    })
    void a_role_alone_has_its_own_port_and_several_share_one(String roles, String instance, int port) {
        assertThat(SettingsReader.read(Map.of("caravan.roles", roles, "caravan.instance", instance))
                        .port())
                .isEqualTo(port);
    }

    @Test
    void a_port_that_is_set_is_the_address_and_the_management_port_too() {
        Settings settings = SettingsReader.read(Map.of("caravan.port", " 9000 ", "caravan.bind", "::1"));
        assertThat(settings.port()).isEqualTo(9000);
        assertThat(settings.managementPort()).isEqualTo(9000);
        assertThat(settings.address()).isEqualTo("http://[::1]:9000");
    }

    @Test
    void an_address_for_others_has_no_slash_at_its_end() {
        assertThat(SettingsReader.read(Map.of("caravan.address", "https://caravan.example/"))
                        .address())
                .isEqualTo("https://caravan.example");
    }

    @Test
    void a_role_that_keeps_nothing_needs_no_folder_and_no_servers() {
        Settings settings = SettingsReader.read(Map.of("caravan.roles", "ratings,minion"));
        assertThat(settings.needsDatabase()).isFalse();
        assertThat(settings.needsBroker()).isFalse();
        assertThat(settings.needsDataFolder()).isFalse();
    }

    @Test
    void with_real_servers_only_a_publisher_needs_a_folder() {
        assertThat(withRealServers("dispatcher,worker,consumer").needsDataFolder())
                .isFalse();
        assertThat(withRealServers("publisher").needsDataFolder()).isTrue();
    }

    private static Settings withRealServers(String roles) {
        return SettingsReader.read(Map.of(
                "caravan.roles", roles,
                "caravan.database.url", "jdbc:postgresql://db/caravan",
                "caravan.broker.url", "amqps://user:secret@broker/caravan"));
    }

    @ParameterizedTest
    @CsvSource({
        "caravan.roles, cook",
        "caravan.roles, ''",
        "caravan.port, 0",
        "caravan.port, 65536",
        "caravan.port, http",
        "caravan.management.port, 99999999999",
        "caravan.instance, 0",
        "caravan.instance, 1.5",
        "caravan.bind, ' '",
        "caravan.bind, no such host",
        "caravan.address, caravan.example",
        "caravan.address, ftp://caravan.example",
        "caravan.data, ''",
        "caravan.database.url, jdbc:mysql://db/caravan",
        "caravan.database.url, localhost:5432",
        "caravan.database.url, jdbc:postgresql://db:99999/caravan",
        "caravan.broker.url, http://broker",
        "caravan.broker.url, amqp:broker",
        "caravan.broker.url, amqp://a b",
        "caravan.consul.url, consul:8500",
        "caravan.consul.url, http://consul:65536",
        "caravan.consul.url, http://consul:0",
        "caravan.broker.url, amqp://broker:99999/caravan",
        "caravan.address, http://caravan.example:99999",
        "caravan.keep, ''",
        "caravan.keep, 0s",
        "caravan.keep, -1d",
        "caravan.keep, a month"
    })
    void what_cannot_be_used_is_refused_by_its_name_in_one_line(String property, String value) {
        assertThatThrownBy(() -> SettingsReader.read(Map.of(property, value)))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(property)
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_folder_that_is_no_path_is_refused() {
        assertThatThrownBy(() -> SettingsReader.read(Map.of("caravan.data", "da\0ta")))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("caravan.data");
    }

    @Test
    void a_password_in_an_address_is_not_repeated() {
        assertThatThrownBy(() -> SettingsReader.read(Map.of("caravan.broker.url", "amqp://me:hush hush@broker")))
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> SettingsReader.read(Map.of("caravan.database.url", "mysql://db?password=hush")))
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> SettingsReader.read(
                        Map.of("caravan.database.url", "jdbc:postgresql://db:99999/caravan?password=hush")))
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0", "::", "192.0.2.1"})
    void other_machines_are_let_in_only_with_a_token(String bind) {
        Map<String, String> open = Map.of("caravan.bind", bind);
        assertThatThrownBy(() -> SettingsReader.read(open, false))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("caravan.bind=" + bind)
                .hasMessageContaining("caravan.auth.tokens");
        assertThat(SettingsReader.read(open, true).bind()).isEqualTo(bind);
    }
}
