package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The program as its users have it: a process, started by {@code java -jar} on what {@code mvn package} has left, asked over
 * HTTP, told things by signals. All that it prints is in a file under {@code target/it-logs}.
 */
final class Program implements AutoCloseable {

    /** Where {@code mvn package} leaves the program. */
    static final Path FOLDER = Path.of(System.getProperty("caravan.folder", "target/caravan"));

    /** On a slow machine with other things to do; the promise is 30 s. */
    private static final Duration START = Duration.ofSeconds(90);

    /** The promise is that it waits for its tasks up to 30 s; the embedded servers stop after that. */
    private static final Duration STOP = Duration.ofSeconds(60);

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final Process process;
    private final Path log;
    private final int port;

    private Program(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts the process and does not wait for anything.
     *
     * @param log takes what it prints
     * @param properties {@code caravan.…=…}; a free port is added unless they or the environment say which
     * @param environment variables beside those of this process, of which no {@code CARAVAN_…} is passed on
     */
    static Program launch(Path log, List<String> properties, Map<String, String> environment) {
        return launch(Rehearsal.program(), log, properties, environment);
    }

    /** The same with something else for java to run. @param main {@code -jar …}, or {@code -cp …} and a class, after options */
    static Program launch(List<String> main, Path log, List<String> properties, Map<String, String> environment) {
        String given = value(properties, "caravan.port", environment.get("CARAVAN_PORT"));
        boolean numeric = given != null && given.matches("\\d{1,5}");
        int port = given == null ? freePort() : numeric ? Integer.parseInt(given) : 0;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1")); // the tests' processes are short: it takes a third less to start
        properties.forEach(property -> command.add("-D" + property));
        if (given == null) {
            command.add("-Dcaravan.port=" + port);
        }
        command.addAll(main);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CARAVAN_"));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            builder.redirectOutput(log.toFile());
            return new Program(builder.start(), log, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port on which nothing listens, below those of outgoing connections and of the embedded servers. */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 18_000);
            try (ServerSocket trial = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return trial.getLocalPort();
            } catch (IOException e) {
                // Taken: another one.
            }
        }
    }

    /** Waits until it says over HTTP that it is ready. */
    Program awaitReady() {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !process.isAlive() || statusOf("/observe/health/ready") == 200);
        assertThat(process.isAlive()).as("it lives; its log:\n%s", log()).isTrue();
        return this;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Of a path that begins with a slash, encoded as it is to be sent. */
    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers).POST(BodyPublishers.ofString(body)));
    }

    /** @throws UncheckedIOException if there is no answer */
    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request that waits for its answer up to 30 s. @param headers names and values in turn */
    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** The status that a GET is answered with; 0 if it is not answered. */
    int statusOf(String path) {
        try {
            return get(path).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** The status lines and all that follows, to bytes sent as they are; for what no HTTP client sends. */
    String raw(String request) {
        return RawRequest.answer(port, request);
    }

    /** All that it has printed by now. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a power cut would, and waits until it is gone. */
    void kill9() {
        process.destroyForcibly().onExit().join();
    }

    /** Tells it to stop, as an init system does. */
    void sigterm() {
        process.destroy();
    }

    /** Freezes it: its connections stay, it does nothing. */
    void sigstop() {
        signal("STOP");
    }

    void sigcont() {
        signal("CONT");
    }

    /** Waits until it has ended by itself. @return its exit status */
    int awaitExit() {
        await().atMost(STOP).pollInterval(Duration.ofMillis(50)).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Stops it, or kills it if it does not stop. */
    @Override
    public void close() {
        if (process.isAlive()) {
            sigcont();
            sigterm();
            try {
                awaitExit();
            } finally {
                kill9();
            }
        }
    }

    private void signal(String name) {
        Shell.run("kill -" + name + " " + pid());
    }

    private static String value(List<String> properties, String name, String otherwise) {
        return properties.stream()
                .filter(property -> property.startsWith(name + "="))
                .map(property -> property.substring(name.length() + 1))
                .findFirst()
                .orElse(otherwise);
    }
}
