package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameSiteTest {
    static Vertx vertx;
    static Wire wire;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        SameSite site = new SameSite(
                Set.of("localhost", "[::1]", "Caravan.Example"), Map.of("/hook", Set.of("events.example")));
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            try {
                site.check(request, request.path());
                request.response().end();
            } catch (Problem problem) {
                request.response().setStatusCode(problem.status()).end();
            }
        });
        wire = new Wire(server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort());
    }

    @AfterAll
    static void stop() throws InterruptedException, ExecutionException {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:8080, 200",
        "caravan.example, 200",
        "[::1]:8080, 200",
        "evil.example, 403",
        "localhost.evil.example, 403",
        "127.0.0.1, 403",
        "'', 403"
    })
    void only_our_hosts_are_served(String host, int status) throws IOException {
        assertThat(status(host, "Accept: */*")).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080, http://localhost:8080, 200",
        "localhost, http://localhost, 200",
        "localhost, http://localhost:80, 200",
        "[::1]:8080, http://[::1]:8080, 200",
        "localhost:8080, http://localhost:8081, 403",
        "localhost:8080, http://caravan.example:8080, 403",
        "localhost:8080, http://localhost, 403",
        "localhost:8080, null, 403",
        "localhost:8080, http://a b, 403",
        "localhost:8080, '', 403"
    })
    void an_origin_is_the_host_it_is_sent_to(String host, String origin, int status) throws IOException {
        assertThat(status(host, "Origin: " + origin)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"same-origin, 200", "none, 200", "same-site, 200", "cross-site, 403", "Cross-Site, 403"})
    void what_the_browser_says_comes_from_another_site_does(String site, int status) throws IOException {
        assertThat(status("localhost", "Sec-Fetch-Site: " + site)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/hook, events.example, 200",
        "/hook, http://events.example, 403",
        "/hook, EVENTS.example, 403",
        "/hook, other.example, 403",
        "/, events.example, 403"
    })
    void who_sends_webhooks_may_say_so_where_they_are_taken(String path, String origin, int status) throws IOException {
        assertThat(status(path, "localhost", "Origin: " + origin)).isEqualTo(status);
    }

    private static int status(String host, String header) throws IOException {
        return status("/", host, header);
    }

    private static int status(String path, String host, String header) throws IOException {
        return wire.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + header + "\r\n\r\n")
                .status();
    }
}
