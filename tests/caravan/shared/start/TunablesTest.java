package caravan.shared.start;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.imports.publisher.ConsumerAddress;
import caravan.shared.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TunablesTest {

    @Test
    void the_defaults_are_good() {
        assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "caravan.retention-period, often",
        "caravan.http.max-bytes, much",
        "caravan.worker.concurrency, 0",
        "caravan.dispatcher.relay-period, never",
        "caravan.dispatcher.urls, https://api.example.org/?x",
        "caravan.dispatcher.programs, report.sh",
        "caravan.dispatcher.max-event-bytes, 0",
        "caravan.dispatcher.max-event-bytes, 10485761",
        "caravan.dispatcher.max-event-bytes, ''",
        "caravan.dispatcher.max-events, many",
        "caravan.dispatcher.max-events, ''",
        "caravan.dispatcher.rules, ''",
        "caravan.dispatcher.rules-period, 0",
        "caravan.dispatcher.max-result-bytes, 0",
        "caravan.dispatcher.max-result-bytes, 10485761",
        "caravan.dispatcher.max-result-bytes, 1MB",
        "caravan.dispatcher.max-result-bytes, ''",
        "caravan.imports.max-bytes, 0",
        "caravan.imports.max-bytes, -1",
        "caravan.imports.max-bytes, 4GB",
        "caravan.imports.max-bytes, ''",
        "caravan.imports.max-bytes, 9999999999999999999",
        "caravan.imports.rows-per-message, 0",
        "caravan.imports.rows-per-message, 1001",
        "caravan.imports.rows-per-message, ''",
        "caravan.imports.concurrent, 0",
        "caravan.imports.concurrent, 101",
        "caravan.imports.concurrent, ''",
        "caravan.imports.patience, 0",
        "caravan.imports.patience, soon",
        "caravan.imports.patience, ''",
        "caravan.consumer.sessions, 0",
        "caravan.consumer.sessions, 1001",
        "caravan.consumer.sessions, ''",
        "caravan.consumer.port, 0",
        "caravan.consumer.port, 65536",
        "caravan.consumer.port, http",
        "caravan.consumer.host, http://consumer",
        "caravan.consumer.host, consumer:8080",
        "caravan.consumer.host, anna@consumer",
        "caravan.consumer.host, a b",
        "caravan.consumer.host, consumer/",
        "caravan.consumer.host, 2001:db8::1",
        "caravan.minions.most-jobs, 0",
        "caravan.minions.most-jobs, ''",
        "caravan.minions.masters, http://master",
        "caravan.callbacks, http://example.org",
        "caravan.callbacks.attempts, 0",
        "caravan.callbacks.attempts, ''",
        "caravan.dispatcher.urls, api.example.org",
        "caravan.dispatcher.programs, ./report.sh",
        "caravan.dispatcher.programs, /no/such/program"
    })
    void what_cannot_be_used_is_refused_by_name(String property, String value) {
        assertThatThrownBy(() -> check(Map.of(property, value)))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(property)
                .hasMessageContaining(value);
    }

    @ParameterizedTest
    @CsvSource({
        "caravan.imports.max-bytes, 1",
        "caravan.imports.max-bytes, 999999999999",
        "caravan.imports.rows-per-message, 1000",
        "caravan.imports.concurrent, 1",
        "caravan.imports.patience, 1s",
        "caravan.consumer.sessions, 1000",
        "caravan.consumer.port, 65535",
        "caravan.consumer.port, ''",
        "caravan.consumer.host, ''",
        "caravan.consumer.host, consumer",
        "caravan.consumer.host, caravan_consumer_1",
        "caravan.consumer.host, consumer.example",
        "caravan.consumer.host, 192.0.2.1",
        "caravan.consumer.host, [2001:db8::1]",
        "caravan.consumer.create-url, /v1/new",
        "caravan.consumer.create-url, create/",
        "caravan.consumer.create-url, /create?of=caravan",
        "caravan.consumer.create-url, https://other:8443/create",
        "caravan.consumer.create-url, http://caravan_consumer_1/create/"
    })
    void what_is_within_its_bounds_is_taken(String property, String value) {
        assertThatCode(() -> check(Map.of(property, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/cre ate/",
                "/create/#new",
                "/create/%zz",
                "//other/create/",
                "?create",
                "ftp://anna:hunter2@other/create/",
                "create:x",
                "http:///create/",
                "http://other:/create/",
                "http://other:0/create/",
                "http://other:65536/create/",
                "http://anna:hunter 2@other/create/"
            })
    void what_is_no_path_of_the_consumer_s_is_refused_by_name_and_not_repeated(String url) throws IOException {
        for (String request : ConsumerAddress.REQUESTS) {
            String property = "caravan.consumer." + request + "-url";
            assertThatThrownBy(() -> check(Map.of(property, url)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith(property)
                    .hasMessageNotContaining("hunter");
        }
    }

    @Test
    void what_is_posted_is_signed_by_a_secret_that_is_not_repeated() throws IOException {
        for (String secret :
                new String[] {"", "0123456789abcdef0123456789abcde", "whsec_0123456789abcdef_0123456789abcd"}) {
            assertThatThrownBy(
                            () -> check(Map.of("caravan.callbacks", "example.org", "caravan.callbacks.secret", secret)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("caravan.callbacks.secret")
                    .hasMessageNotContaining("cdef");
        }
        check(Map.of("caravan.callbacks", "example.org", "caravan.callbacks.secret", "0123456789abcdef".repeat(2)));
        check(Map.of("caravan.callbacks.secret", ""));
    }

    @Test
    void a_program_has_to_be_there_only_where_it_is_run() {
        assertThatCode(() ->
                        check(Map.of("caravan.roles", "dispatcher", "caravan.dispatcher.programs", "/no/such/program")))
                .doesNotThrowAnyException();
    }

    /** As a start does, with what application.properties has but for some. */
    private static void check(Map<String, String> changed) throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
            properties.load(file);
        }
        properties.putAll(changed);
        Tunables.check(new PropertyReader(name -> Optional.ofNullable(properties.getProperty(name))));
    }
}
