package caravan.minions.master;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody who wants to have finished jobs, with the answers that a test wants of him. */
public final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Posted> posted = new CopyOnWriteArrayList<>();

    /**
     * @param status that a request is answered with, by its number from 1; 0: it is never answered
     * @param location of a redirect; null: none
     */
    public Receiver(IntUnaryOperator status, String location) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            posted.add(Posted.of(exchange));
            int answer = status.applyAsInt(posted.size());
            if (answer == 0) {
                return;
            }
            if (location != null) {
                exchange.getResponseHeaders().set("Location", location);
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    /** One that takes everything. */
    public static Receiver taking() throws IOException {
        return new Receiver(number -> 204, null);
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** What has come, in its order. */
    public List<Posted> posted() {
        return posted;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A request. */
    public record Posted(
            String method, String path, String type, String id, String time, String signatures, String body) {

        private static Posted of(HttpExchange exchange) throws IOException {
            return new Posted(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        }

        /**
         * Standard Webhooks 1.0, "Verifying signatures", as its libraries do.
         *
         * @param secret as those take it: Base64 of the key, also with {@code whsec_} before it
         */
        public boolean isSignedBy(String secret) {
            return isSignedBy(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")));
        }

        /** The same with the key itself. */
        public boolean isSignedBy(byte[] key) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                byte[] due = mac.doFinal((id + "." + time + "." + body).getBytes(UTF_8));
                return Arrays.stream(signatures.split(" "))
                        .map(signature -> signature.split(",", 2))
                        .anyMatch(parts -> parts[0].equals("v1")
                                && Arrays.equals(Base64.getDecoder().decode(parts[1]), due));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
