package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import caravan.dispatcher.applications.Interruptible;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every application once, as its route; what each does in all cases stands in the tests of its parts. */
class ApplicationRoutesTest {
    @TempDir
    static Path folder;

    static HttpServer site;
    static CompletableFuture<Void> asked = new CompletableFuture<>();
    static Main main;
    static ProducerTemplate routes;

    @BeforeAll
    static void start() throws Exception {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        site.createContext("/answer", exchange -> {
            byte[] body = "{\"number\": 1, \"request\": \"%s\"}"
                    .formatted(exchange.getRequestHeaders().getFirst("X-Request-Id"))
                    .getBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        site.createContext("/nothing", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("null".getBytes());
            exchange.close();
        });
        site.createContext("/silence", exchange -> asked.complete(null));
        site.start();
        Path script = Files.writeString(folder.resolve("task.sh"), "#!/bin/sh\necho $1 of $TASK_ID, $TASK_ATTEMPT\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        main = new Main();
        main.addOverrideProperty(
                "camel.main.java-routes-include-pattern", "**/ApplicationRoutes*,**/ErrorConfiguration*");
        main.addOverrideProperty("camel.server.enabled", "false");
        main.addOverrideProperty("camel.management.enabled", "false");
        main.addOverrideProperty("camel.metrics.enabled", "false");
        main.addOverrideProperty("caravan.dispatcher.urls", url(""));
        main.addOverrideProperty("caravan.dispatcher.programs", script.toString());
        main.start();
        routes = main.getCamelContext().createProducerTemplate();
    }

    @AfterAll
    static void stop() {
        main.stop();
        main.completed();
        site.stop(0);
    }

    @Test
    void add_sums() {
        assertThat(run("add", List.of("2", "2"))).hasToString("4");
    }

    @Test
    void echo_answers_what_it_is_given() {
        assertThat(run("echo", List.of("a"))).isEqualTo(List.of("a"));
        assertThat(run("echo", null)).isNull();
    }

    @Test
    void sleep_answers_what_it_was_asked() {
        assertThat(run("sleep", List.of("0.01"))).isEqualTo(List.of("0.01"));
        assertThat(failure("sleep", null)).isInstanceOf(InputRejected.class);
    }

    @Test
    void fail_fails_as_often_as_it_was_told() {
        assertThat(failure("fail", List.of("2"), 2)).hasMessageStartingWith("Attempt 2 fails");
        assertThat(run("fail", List.of("2"), 3)).isEqualTo(3);
        assertThat(run("fail", 0, 1)).isEqualTo(1);
        assertThat(failure("fail", null)).isInstanceOf(InputRejected.class);
    }

    @Test
    void http_answers_what_the_site_does() {
        Map<String, Object> answer = Map.of("number", 1, "request", "request-1");
        assertThat(run("http", List.of(url("/answer")))).isEqualTo(answer);
        assertThat(run("http", url("/answer"))).isEqualTo(answer);
        assertThat(run("http", Map.of("url", url("/answer")))).isEqualTo(answer);
        assertThat(run("http", List.of(url("/nothing")))).isNull();
        assertThat(failure("http", List.of(url("/missing"))))
                .isInstanceOf(InputRejected.class)
                .hasMessageContaining("was answered 404");
        assertThat(failure("http", List.of("http://127.0.0.1:1/")))
                .isInstanceOf(InputRejected.class)
                .hasMessageContaining("caravan.dispatcher.urls");
        assertThat(failure("http", null)).isInstanceOf(InputRejected.class);
    }

    @Test
    void http_ends_when_it_is_interrupted() throws Exception {
        Interruptible<?> running = Interruptible.start(() -> run("http", List.of(url("/silence"))));
        asked.get(10, TimeUnit.SECONDS);

        running.interrupt();

        assertThat(running.failure()).hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void exec_answers_what_the_program_prints() {
        assertThat(run("exec", List.of("task.sh", "attempt"))).isEqualTo("attempt of task-1, 1\n");
        assertThat(run("exec", Map.of("program", "task.sh", "arguments", List.of("a"))))
                .isEqualTo("a of task-1, 1\n");
        assertThat(failure("exec", List.of("sh", "-c", "id")))
                .isInstanceOf(InputRejected.class)
                .hasMessageContaining("caravan.dispatcher.programs");
        assertThat(failure("exec", null)).isInstanceOf(InputRejected.class);
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + site.getAddress().getPort() + path;
    }

    private static Object run(String application, Object input) {
        return run(application, input, 1);
    }

    /** As a worker does it. */
    private static Object run(String application, Object input, int attempt) {
        return routes.requestBodyAndHeaders(
                "direct:application-" + application,
                input,
                new HashMap<>(Map.of("TaskId", "task-1", "TaskAttempt", attempt, "X-Request-Id", "request-1")));
    }

    private static Throwable failure(String application, Object input) {
        return failure(application, input, 1);
    }

    private static Throwable failure(String application, Object input, int attempt) {
        Throwable failure = catchThrowable(() -> run(application, input, attempt));
        assertThat(failure).isInstanceOf(CamelExecutionException.class);
        return failure.getCause();
    }
}
