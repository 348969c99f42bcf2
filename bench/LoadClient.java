import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
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

    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern DONE = Pattern.compile("\"(200 OK|SUCCESS)\"");
    private static final Pattern FAILED = Pattern.compile("\"([45]\\d\\d [\\w ]+|FAILURE|REVOKED)\"");

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "bulk" -> bulk(args[1], number(args[2]), args[3], number(args[4]), number(args[5]), number(args[6]));
            case "latency" -> latency(args[1], number(args[2]), args[3], number(args[4]), number(args[5]));
            default -> throw new IllegalArgumentException(args[0]);
        }
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
            Load load = new Load(selector, port, path, nanos);
            load.open = connections;
            for (int i = 0; i < connections; i++) load.next(new Connection());
            while (load.open > 0) {
                if (selector.select(key -> load.ready((Connection) key.attachment()), TIMEOUT_MS) == 0)
                    throw new IOException("no answer for " + TIMEOUT_MS + " ms");
            }
            return load.bad;
        }
    }

    private static void latency(String name, int port, String path, int warmUp, int tasks) {
        double[] millis = new double[tasks];
        try (Client http = new Client(port)) {
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

    private static void awaitDone(Client http, String uuid, long start) {
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
        private final Selector selector;
        private final InetSocketAddress server;
        private final byte[] request;
        private final long[] nanos;
        private int sent;
        int open;
        int bad;

        Load(Selector selector, int port, String path, long[] nanos) {
            this.selector = selector;
            this.server = new InetSocketAddress(HOST, port);
            this.request = request(port, path);
            this.nanos = nanos;
        }

        /** Sends the next request if there is one left. */
        void next(Connection connection) throws IOException {
            while (sent < nanos.length) {
                connection.request = sent++;
                nanos[connection.request] = System.nanoTime();
                try {
                    if (connection.channel == null) connection.open(server, selector);
                    connection.channel.write(ByteBuffer.wrap(request)); // far smaller than the socket's buffer
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
                int status = connection.read();
                if (status < 0) return;
                nanos[connection.request] = System.nanoTime() - nanos[connection.request];
                if (status / 100 != 2) bad++;
                next(connection);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Connection {
        private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        SocketChannel channel;
        int request;

        /** The status of the answer; -1 as long as it is not whole; 0 if the connection broke. */
        int read() throws IOException {
            boolean closed;
            try {
                closed = channel.read(in) <= 0; // 0: an answer larger than any of ours
            } catch (IOException e) {
                close();
                return 0;
            }
            String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n") + 4;
            String head = text.substring(0, Math.max(0, body - 2)).toLowerCase(Locale.ROOT);
            int length = head.indexOf("\r\ncontent-length:");
            boolean whole = body >= 4
                    && (length >= 0
                            ? text.length() - body
                                    >= Integer.parseInt(head.substring(length + 17, head.indexOf('\r', length + 2))
                                            .trim())
                            : head.contains("\r\ntransfer-encoding: chunked") ? text.endsWith("0\r\n\r\n") : closed);
            if (!whole && !closed) return -1;
            if (closed || head.startsWith("http/1.0") || head.contains("\r\nconnection: close")) close();
            in.clear();
            return whole ? Integer.parseInt(head.substring(9, 12)) : 0;
        }

        void open(InetSocketAddress server, Selector selector) throws IOException {
            channel = SocketChannel.open(server);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        /** The next request opens it again. */
        void close() throws IOException {
            if (channel != null) channel.close();
            channel = null;
            in.clear();
        }
    }

    /** What came back; status 0 if the connection broke, and then the body says how. */
    private record Answer(int status, String body) {

        boolean good() {
            return status / 100 == 2;
        }
    }

    /** One connection at a time, opened when it is needed, kept for as long as the server keeps it. */
    private static final class Client implements AutoCloseable {
        private final int port;
        private Socket socket;
        private InputStream in;

        Client(int port) {
            this.port = port;
        }

        Answer get(String path) {
            try {
                if (socket == null) open();
                socket.getOutputStream().write(request(port, path));
                return answer();
            } catch (IOException e) {
                close();
                return new Answer(0, e.toString());
            }
        }

        private void open() throws IOException {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(HOST, port), TIMEOUT_MS);
            in = new BufferedInputStream(socket.getInputStream());
        }

        private Answer answer() throws IOException {
            String statusLine = line();
            boolean closing = statusLine.startsWith("HTTP/1.0");
            boolean chunked = false;
            int length = -1;
            for (String header; !(header = line().toLowerCase(Locale.ROOT)).isEmpty(); ) {
                if (header.startsWith("content-length:"))
                    length = Integer.parseInt(header.substring(15).trim());
                if (header.startsWith("transfer-encoding:")) chunked = header.endsWith("chunked");
                if (header.equals("connection: close")) closing = true;
            }
            byte[] body = chunked ? chunks() : length < 0 ? in.readAllBytes() : bytes(length);
            if (closing || !chunked && length < 0) close();
            return new Answer(Integer.parseInt(statusLine.substring(9, 12)), new String(body, StandardCharsets.UTF_8));
        }

        private byte[] chunks() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size; (size = Integer.parseInt(line().split(";")[0].trim(), 16)) > 0; ) {
                body.write(bytes(size));
                line();
            }
            while (!line().isEmpty()) {} // trailers
            return body.toByteArray();
        }

        private byte[] bytes(int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) throw new EOFException("the body ends early");
            return bytes;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c; (c = in.read()) != '\n'; ) {
                if (c < 0) throw new EOFException("the connection was closed");
                if (c != '\r') line.append((char) c);
            }
            return line.toString();
        }

        @Override
        public void close() {
            try {
                if (socket != null) socket.close();
            } catch (IOException e) {
                // it was to be thrown away anyway
            }
            socket = null;
        }
    }
}
