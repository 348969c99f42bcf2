package caravan.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Consul of a test's own, {@code consul} on the path: in memory, so that it has forgotten everything after a restart. */
public final class ConsulAgent implements AutoCloseable {

    private final int port = Program.freePort();
    private final int gossip = Program.freePort();
    private final int server = Program.freePort();
    private final Path log;
    private final List<String> options;
    private Process process;

    /** Starts it and waits until it can be asked. @param log takes what it prints */
    public ConsulAgent(Path log) {
        this(log, List.of());
    }

    /** The same with further options of the command. */
    ConsulAgent(Path log, List<String> options) {
        this.log = log;
        this.options = options;
        start();
    }

    /** Starts it, after it was killed, at the same address. */
    public void start() {
        List<String> command =
                new ArrayList<>(List.of("consul", "agent", "-dev", "-bind=127.0.0.1", "-client=127.0.0.1"));
        command.addAll(List.of("-http-port=" + port, "-dns-port=-1", "-grpc-port=-1", "-serf-wan-port=-1"));
        command.addAll(List.of("-serf-lan-port=" + gossip, "-server-port=" + server));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> ask("GET", "/v1/status/leader")
                .contains(":"));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What its HTTP API answers. */
    public String ask(String method, String path) throws IOException, InterruptedException {
        return ask(method, path, "");
    }

    private String ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** Adds an instance on this machine that is healthy as long as it is there. */
    void register(String service, String id, int port) throws IOException, InterruptedException {
        ask(
                "PUT",
                "/v1/agent/service/register",
                "{\"Name\": \"%s\", \"ID\": \"%s\", \"Address\": \"127.0.0.1\", \"Port\": %d}"
                        .formatted(service, id, port));
    }

    void deregister(String id) throws IOException, InterruptedException {
        ask("PUT", "/v1/agent/service/deregister/" + id);
    }

    public void kill9() {
        process.destroyForcibly().onExit().join();
    }

    public void sigstop() {
        Shell.run("kill -STOP " + process.pid());
    }

    public void sigcont() {
        Shell.run("kill -CONT " + process.pid());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            sigcont();
            kill9();
        }
    }
}
