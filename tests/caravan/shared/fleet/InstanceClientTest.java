package caravan.shared.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstanceClientTest {

    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final int MOST = 1024;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger open = new AtomicInteger();
    private final InstanceClient client =
            new InstanceClient(vertx, new HttpClientOptions(), Duration.ofSeconds(20), MOST);
    private final InstanceClient impatient = new InstanceClient(vertx, new HttpClientOptions(), LIMIT, MOST);
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = vertx.createHttpServer()
                .connectionHandler(connection -> {
                    open.incrementAndGet();
                    connection.closeHandler(closed -> open.decrementAndGet());
                })
                .requestHandler(this::answer);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        impatient.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void an_answer_comes_with_its_status_and_body() {
        assertThat(get(client, "/fine").toCompletableFuture().join().body()).hasToString("X-Test: yes");
        assertThat(get(client, "/error").toCompletableFuture().join().status()).isEqualTo(500);
    }

    @Test
    void a_redirect_is_not_followed() {
        assertThat(get(client, "/redirect").toCompletableFuture().join().status())
                .isEqualTo(302);
    }

    @Test
    void who_does_not_answer_is_given_up_and_his_connection_closed() {
        fails(impatient, "/silence", TimeoutException.class);
        await().until(() -> open.get() == 0);
    }

    @Test
    void who_answers_bit_by_bit_is_given_up_in_the_middle() {
        fails(impatient, "/drip", TimeoutException.class);
        await().until(() -> open.get() == 0);
    }

    @Test
    void who_answers_without_end_is_cut_off_at_the_limit() {
        fails(client, "/endless", IOException.class);
        await().until(() -> open.get() == 0);
    }

    @Test
    void who_breaks_off_has_failed() {
        fails(client, "/cut", IOException.class);
    }

    @Test
    void where_nobody_listens_it_fails() {
        server.close().toCompletionStage().toCompletableFuture().join();
        fails(client, "/fine", IOException.class);
    }

    @Test
    void an_address_that_is_none_fails() {
        assertThatThrownBy(() -> client.get(URI.create("http://256.256.256.256:1/"), Map.of())
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IOException.class);
    }

    private void fails(InstanceClient by, String path, Class<? extends Exception> how) {
        assertThatThrownBy(() -> get(by, path).toCompletableFuture().get(30, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(how);
    }

    private CompletionStage<InstanceClient.Answer> get(InstanceClient by, String path) {
        return by.get(URI.create("http://127.0.0.1:" + server.actualPort() + path), Map.of("X-Test", "yes"));
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/fine" -> request.response().end("X-Test: " + request.getHeader("X-Test"));
            case "/error" -> request.response().setStatusCode(500).end("no");
            case "/redirect" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", "/fine")
                        .end();
            case "/drip" -> {
                request.response().setChunked(true);
                vertx.setPeriodic(50, timer -> {
                    if (request.response().closed()) {
                        vertx.cancelTimer(timer);
                    } else {
                        request.response().write("x");
                    }
                });
            }
            case "/endless" -> {
                request.response().setChunked(true);
                more(request);
            }
            case "/cut" -> {
                request.response().putHeader("Content-Length", "100").write("short");
                request.connection().close();
            }
            default -> {}
        }
    }

    private void more(HttpServerRequest request) {
        request.response().write(Buffer.buffer(new byte[64 * 1024])).onSuccess(written -> more(request));
    }
}
