package caravan.minions.master;

import static java.nio.charset.StandardCharsets.UTF_8;

import caravan.shared.registry.Instance;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A stranger's minion: takes orders and answers questions, as the specification has it, and tells nobody anything. */
public final class StandInMinion implements AutoCloseable {

    private static final String ROOT = "/ask_a_minion/v1/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Instant> due = new ConcurrentHashMap<>();
    private final List<Map<String, String>> orders = new CopyOnWriteArrayList<>();
    private volatile boolean hangs;
    private volatile boolean lazy;

    public StandInMinion() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** As a registry has it. */
    public Instance instance() {
        return new Instance("minion", "minion-" + server.getAddress().getPort(), address());
    }

    /** The forms that it was sent, in their order. */
    public List<Map<String, String>> orders() {
        return orders;
    }

    /** How many jobs it has. */
    public int size() {
        return due.size();
    }

    /** As a process does that was restarted. */
    public void forget() {
        due.clear();
    }

    /** From now on it answers nobody. */
    public void hang() {
        hangs = true;
    }

    /** From now on it does nothing that it has. */
    public StandInMinion lazy() {
        lazy = true;
        return this;
    }

    /** It does what it has, as it is due. */
    public void work() {
        lazy = false;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath().replaceFirst(ROOT, "");
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (hangs) {
            return;
        }
        String id = asked.startsWith("GET query/") ? asked.substring("GET query/".length()) : order(asked, body);
        byte[] answer = (due.containsKey(id)
                        ? job(id)
                        : "{\"message\": \"UUID '" + id
                                + "' not valid\", \"result\": \"error\", \"status\": \"not_started\"}")
                .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(due.containsKey(id) ? 200 : 400, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String order(String asked, String body) {
        if (!asked.equals("POST time") && !asked.equals("POST magic8ball")) {
            return "none";
        }
        Map<String, String> form = Arrays.stream(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
        orders.add(form);
        long millis = (long) (1000 * Double.parseDouble(form.getOrDefault("delay", "0")));
        due.putIfAbsent(form.get("uuid"), Instant.now().plusMillis(millis));
        return form.get("uuid");
    }

    private String job(String id) {
        boolean done = !lazy && !Instant.now().isBefore(due.get(id));
        return "{\"destination\": null, \"message\": " + (done ? "\"by " + address() + "\"" : "null")
                + ", \"result\": \""
                + (done ? "success" : "not_finished") + "\", \"status\": \"" + (done ? "finished" : "pending")
                + "\", \"uuid\": \"" + id + "\"}";
    }
}
