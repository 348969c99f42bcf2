package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsumerAddressTest {
    static final UUID SESSION = UUID.randomUUID();
    static final Map<String, String> PATHS = Map.of(
            "healthcheck", "/healthcheck/",
            "create", "/create/",
            "process", "/process/",
            "getsession", "/getSession/",
            "remove", "/remove/",
            "clear", "/clear/",
            "undo", "/undo/");

    final Message message = new DefaultMessage(new DefaultCamelContext());
    final ConsumerAddress address = new ConsumerAddress(URI.create("http://consumer:8080"), PATHS, "");

    @Test
    void requests_are_those_of_the_protocol() {
        address.healthcheck(message);
        assertRequest("GET http://consumer:8080/healthcheck/", false);
        address.create(message);
        assertRequest("GET http://consumer:8080/create/", false);
        address.session(message, SESSION);
        assertRequest("GET http://consumer:8080/getSession/?uuid=" + SESSION, false);
        address.remove(message, SESSION);
        assertRequest("GET http://consumer:8080/remove/?uuid=" + SESSION, true);
        address.abandon(message, SESSION);
        assertRequest("GET http://consumer:8080/remove/?uuid=" + SESSION + "&state=not-completed", true);
        address.clear(message);
        assertRequest("POST http://consumer:8080/clear/", true);
        address.undo(message, SESSION);
        assertRequest("POST http://consumer:8080/undo/?uuid=" + SESSION, true);
    }

    @Test
    void to_listen_it_says_how_long_and_in_which_mode() {
        ImportRequest request = new ImportRequest("a", 1, "batch", 7, false, StandardCharsets.UTF_8, false);
        address.process(message, new ImportRun(UUID.randomUUID(), request, SESSION));
        assertRequest("GET http://consumer:8080/process/?uuid=" + SESSION + "&timeout=7&mode=batch", false);
    }

    @Test
    void nothing_of_somebody_s_own_request_goes_out() {
        message.setBody("body");
        message.setHeader("Authorization", "Bearer theirs");
        message.setHeader(Exchange.HTTP_QUERY, "a=b");
        message.setHeader("patient", true);
        address.create(message);
        assertThat(message.getHeaders()).containsOnlyKeys(Exchange.HTTP_URI, Exchange.HTTP_METHOD);
        assertThat(message.getBody()).isNull();
    }

    @Test
    void a_token_is_shown() {
        new ConsumerAddress(URI.create("http://consumer:8080"), PATHS, "secret").create(message);
        assertThat(message.getHeader("Authorization")).isEqualTo("Bearer secret");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/new, http://consumer:8080/v1/new",
        "create/, http://consumer:8080/create/",
        "https://other:8443/create, https://other:8443/create",
        "/create?of=caravan, http://consumer:8080/create?of=caravan"
    })
    void a_path_may_be_another_one_or_a_whole_address(String path, String uri) {
        Map<String, String> paths = new HashMap<>(PATHS);
        paths.put("create", path);
        new ConsumerAddress(URI.create("http://consumer:8080"), paths, "").create(message);
        assertRequest("GET " + uri, false);
    }

    @Test
    void a_path_with_a_query_keeps_it() {
        Map<String, String> paths = new HashMap<>(PATHS);
        paths.put("getsession", "/sessions?of=caravan");
        new ConsumerAddress(URI.create("http://consumer:8080"), paths, "").session(message, SESSION);
        assertRequest("GET http://consumer:8080/sessions?of=caravan&uuid=" + SESSION, false);
    }

    @Test
    void it_is_shown_without_paths() {
        assertThat(address.shown()).isEqualTo("http://consumer:8080");
    }

    private void assertRequest(String request, boolean patient) {
        assertThat(message.getHeader(Exchange.HTTP_METHOD) + " " + message.getHeader(Exchange.HTTP_URI))
                .isEqualTo(request);
        assertThat(message.getHeader(ConsumerAddress.PATIENT)).isEqualTo(patient ? true : null);
    }
}
