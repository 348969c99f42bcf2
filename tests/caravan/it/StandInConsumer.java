package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A consumer that keeps to the protocol and to nothing else: of a session it says how many messages came, no state, and
 * nothing of what became of them; one that was removed is forgotten; and nothing can be undone.
 */
final class StandInConsumer implements AutoCloseable {

    private final Queues queues;
    private final HttpServer server;
    private final Map<UUID, List<JsonNode>> sessions = new ConcurrentHashMap<>();
    private final Set<UUID> removed = ConcurrentHashMap.newKeySet();
    private volatile boolean failing;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    StandInConsumer(String broker) {
        queues = new Queues(broker);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What came, by session. */
    List<JsonNode> messages(UUID session) {
        return sessions.get(session);
    }

    /** The requests that were about a session, {@code /process/?uuid=…}. */
    List<String> requests(UUID session) {
        return requests.stream()
                .filter(request -> request.contains(session.toString()))
                .toList();
    }

    /** The next session that it is to listen to loses its queue instead, and nobody is told. */
    void failOnce() {
        failing = true;
    }

    @Override
    public void close() {
        server.stop(0);
        queues.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        String answer = answer(exchange.getRequestURI().getPath(), parameters(exchange));
        exchange.sendResponseHeaders(answer.equals("ERROR") ? 404 : 200, 0);
        try (var body = exchange.getResponseBody()) {
            body.write(answer.getBytes(UTF_8));
        }
    }

    private String answer(String path, Map<String, String> parameters) throws IOException {
        if (path.equals("/healthcheck/")) {
            return "OK";
        }
        if (path.equals("/create/")) {
            UUID session = UUID.randomUUID();
            queues.channel().queueDeclare(session.toString(), false, false, false, null);
            sessions.put(session, new CopyOnWriteArrayList<>());
            return "{\"uuid\": \"" + session + "\"}";
        }
        UUID session = UUID.fromString(
                parameters.getOrDefault("uuid", UUID.randomUUID().toString()));
        if (!sessions.containsKey(session) || removed.contains(session)) {
            return "ERROR";
        }
        return switch (path) {
            case "/process/" -> {
                listen(session);
                yield "OK";
            }
            case "/remove/" -> {
                if (queues.has(session)) {
                    queues.channel().queueDelete(session.toString());
                }
                removed.add(session);
                yield account(session);
            }
            case "/getSession/" -> account(session);
            default -> "ERROR";
        };
    }

    private void listen(UUID session) throws IOException {
        Channel channel = queues.channel();
        if (failing) {
            failing = false;
            channel.queueDelete(session.toString());
            return;
        }
        CancelCallback gone = tag -> {};
        channel.basicConsume(
                session.toString(),
                true,
                (tag, delivery) -> sessions.get(session).add(Tasks.json(new String(delivery.getBody(), UTF_8))),
                gone);
    }

    private String account(UUID session) {
        return "{\"uuid\": \"" + session + "\", \"checksum\": "
                + sessions.get(session).size() + "}";
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query == null
                ? Map.of()
                : Stream.of(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
