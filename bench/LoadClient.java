import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP GET load on this machine over connections that are kept alive; run with {@code java LoadClient.java}.
 *
 * <pre>
 * bulk NAME PORT PATH CONNECTIONS WARM_UP REQUESTS  sends WARM_UP requests, prints "warm BAD", waits for a line on
 *                                                   standard input, then sends REQUESTS and prints figures
 * latency NAME PORT PATH WARM_UP TASKS              one task at a time, from its request until /status/UUID says that
 *                                                   it is done; the first WARM_UP are discarded
 * </pre>
 *
 * Figures are lines {@code NAME.figure value unit}. Bad is every answer but a 2xx, and every broken connection.
 *
 * <p>Sockets by hand, because java.net's clients silently repeat a GET whose connection broke.
 */
public class LoadClient {

    private static final String HOST = "127.0.0.1"; // nowhere else
    private static final int TIMEOUT_MS = 30_000;
    private static final long POLL_NANOS = 500_000;
    private static final String LENGTH = "\r\ncontent-length:";

    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern DONE = Pattern.compile("\"(200 OK|SUCCESS)\"");
    private static final Pattern FAILED = Pattern.compile("\"([45]\\d\\d [\\w ]+|FAILURE|REVOKED)\"");

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "bulk" -> bulk(args[1], number(args[2]), args[3], number(args[4]), number(args[5]), number(args[6]));
            case "latency" -> latency(args[1], number(args[2]), args[3], number(args[4]), number(args[5]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        if (System.out.checkError()) throw new IOException("the figures could not be written");
    }

    private static int number(String argument) {
        return Integer.parseInt(argument);
    }

    private static void bulk(String name, int port, String path, int connections, int warmUp, int requests)
            throws Exception {
        System.out.println("warm " + send(port, path, connections, new long[warmUp]));
        if (System.in.read() < 0) return; // whoever measures has gone
        long[] nanos = new long[requests];
        long start = System.nanoTime();
        int bad = send(port, path, connections, nanos);
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        figure(name + ".accepted", (requests - bad) / seconds, "requests/s");
        figure(name + ".accepted-p99", nanos[(int) (requests * 0.99)] / 1e6, "ms");
        figure(name + ".bad", bad, "requests");
    }

    /** One request for each element of nanos, which takes how long its answer took; returns how many were bad. */
    private static int send(int port, String path, int connections, long[] nanos) throws IOException {
        try (Selector selector = Selector.open()) {
            Load load = new Load(request(port, path), nanos);
            load.open = connections;
            for (int i = 0; i < connections; i++) load.next(new Connection(selector, port));
            while (load.open > 0) {
                if (selector.select(key -> load.ready((Connection) key.attachment()), TIMEOUT_MS) == 0)
                    throw new IOException("no answer for " + TIMEOUT_MS + " ms");
            }
            return load.bad;
        }
    }

    private static void latency(String name, int port, String path, int warmUp, int tasks) throws IOException {
        double[] millis = new double[tasks];
        try (Asking http = new Asking(port)) {
            for (int i = -warmUp; i < tasks; i++) {
                long start = System.nanoTime();
                awaitDone(http, uuid(http.get(path)), start);
                if (i >= 0) millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        figure(name + ".latency-p50", millis[tasks / 2], "ms");
        figure(name + ".latency-p99", millis[(int) (tasks * 0.99)], "ms");
        figure(name + ".latency-max", millis[tasks - 1], "ms");
    }

    private static String uuid(Answer answer) {
        Matcher uuid = UUID.matcher(answer.body());
        if (!answer.good() || !uuid.find()) throw new IllegalStateException("not a task: " + answer);
        return uuid.group();
    }

    private static void awaitDone(Asking http, String uuid, long start) throws IOException {
        Answer status;
        while (!DONE.matcher((status = http.get("/status/" + uuid)).body()).find()) {
            boolean late = System.nanoTime() - start > TIMEOUT_MS * 1_000_000L;
            if (late || !status.good() || FAILED.matcher(status.body()).find())
                throw new IllegalStateException("task " + uuid + " is not done: " + status);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void figure(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s %.2f %s%n", name, value, unit);
    }

    private static byte[] request(int port, String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + HOST + ":" + port + "\r\nAccept: */*\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** All connections on one thread: what the client takes is missing to what is measured. */
    private static final class Load {
        private final byte[] request;
        private final long[] nanos;
        private int sent;
        int open;
        int bad;

        Load(byte[] request, long[] nanos) {
            this.request = request;
            this.nanos = nanos;
        }

        /** Sends the next request if there is one left. */
        void next(Connection connection) throws IOException {
            while (sent < nanos.length) {
                connection.number = sent++;
                nanos[connection.number] = System.nanoTime();
                try {
                    connection.send(request);
                    return;
                } catch (IOException e) {
                    connection.close();
                    bad++;
                }
            }
            connection.close();
            open--;
        }

        /** Something has come, or the connection has gone. */
        void ready(Connection connection) {
            try {
                Answer answer = connection.read();
                if (answer == null) return;
                nanos[connection.number] = System.nanoTime() - nanos[connection.number];
                if (!answer.good()) bad++;
                next(connection);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One request after the other on one connection. */
    private static final class Asking implements AutoCloseable {
        private final Selector selector = Selector.open();
        private final Connection connection;
        private final int port;

        Asking(int port) throws IOException {
            this.connection = new Connection(selector, port);
            this.port = port;
        }

        Answer get(String path) throws IOException {
            connection.send(request(port, path));
            Answer answer = null;
            while (answer == null) {
                if (selector.select(key -> {}, TIMEOUT_MS) == 0)
                    throw new IOException("no answer for " + TIMEOUT_MS + " ms");
                answer = connection.read();
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            connection.close();
            selector.close();
        }
    }

    /** What came back; status 0 if the connection broke, and then the body is what had come until then. */
    private record Answer(int status, String body) {

        boolean good() {
            return status / 100 == 2;
        }
    }

    /** A connection that is opened when it is needed, and kept for as long as the server keeps it. */
    private static final class Connection {
        private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        private final Selector selector;
        private final int port;
        private SocketChannel channel;
        int number;

        /** @param selector says when there is something to read */
        Connection(Selector selector, int port) {
            this.selector = selector;
            this.port = port;
        }

        /** @param request far smaller than the socket's buffer */
        void send(byte[] request) throws IOException {
            if (channel == null) {
                channel = SocketChannel.open();
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.socket().connect(new InetSocketAddress(HOST, port), TIMEOUT_MS);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, this);
            }
            channel.write(ByteBuffer.wrap(request));
        }

        /** The answer; null as long as it is not whole. */
        Answer read() throws IOException {
            boolean closed;
            try {
                closed = channel.read(in) <= 0; // 0: an answer larger than any of ours
            } catch (IOException e) {
                close();
                return new Answer(0, e.toString());
            }
            String text = new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
            int body = text.indexOf("\r\n\r\n") + 4;
            String head = text.substring(0, Math.max(0, body - 2)).toLowerCase(Locale.ROOT);
            boolean whole = body >= 4 && (closed && !head.contains(LENGTH) || isWhole(head, text.substring(body)));
            if (!whole && !closed) return null;
            if (closed || head.startsWith("http/1.0") || head.contains("\r\nconnection: close")) close();
            in.clear();
            return whole
                    ? new Answer(Integer.parseInt(head.substring(9, 12)), text.substring(body))
                    : new Answer(0, text);
        }

        private static boolean isWhole(String head, String body) {
            int length = head.indexOf(LENGTH);
            if (length < 0) return head.contains("\r\ntransfer-encoding: chunked") && body.endsWith("0\r\n\r\n");
            String said = head.substring(length + LENGTH.length(), head.indexOf('\r', length + 2));
            return body.getBytes(StandardCharsets.UTF_8).length >= Integer.parseInt(said.trim());
        }

        /** The next request opens it again. */
        void close() throws IOException {
            if (channel != null) channel.close();
            channel = null;
            in.clear();
        }
    }
}
