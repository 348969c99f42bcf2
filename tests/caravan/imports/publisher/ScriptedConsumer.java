package caravan.imports.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A consumer that answers what a test says, and to everything else that it does not know it. */
final class ScriptedConsumer implements AutoCloseable {
    private static final Answer UNKNOWN = new Answer(404, "ERROR");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Supplier<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    ScriptedConsumer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    record Answer(int status, String body) {}

    String port() {
        return Integer.toString(server.getAddress().getPort());
    }

    /** @param path such as {@code /undo/} */
    void answer(String path, int status, String body) {
        answer(path, () -> new Answer(status, body));
    }

    /** @param each is asked at each request, in a thread of its own */
    void answer(String path, Supplier<Answer> each) {
        answers.put(path, each);
    }

    /** The answer to what is asked about a session. @param state null: it says none */
    static Answer account(String state, long received) {
        return new Answer(
                200,
                "{\"state\": " + (state == null ? null : "\"" + state + "\"") + ", \"checksum\": " + received
                        + ", \"saved\": " + received + ", \"duplicates\": 0, \"rejected\": 0, \"db_count\": null}");
    }

    /** Those to a path that were about a session. */
    long count(String path, UUID session) {
        return requests.stream()
                .filter(request -> request.startsWith(path) && request.contains(session.toString()))
                .count();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        Answer answer = answers.getOrDefault(exchange.getRequestURI().getPath(), () -> UNKNOWN)
                .get();
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
