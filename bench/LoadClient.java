import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static int send(int port, String path, int connections, long[] nanos) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger bad = new AtomicInteger();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Thread client = new Thread(() -> {
                try (Client http = new Client(port)) {
                    for (int mine; (mine = next.getAndIncrement()) < nanos.length; ) {
                        long sent = System.nanoTime();
                        if (!http.get(path).good()) bad.incrementAndGet();
                        nanos[mine] = System.nanoTime() - sent;
                    }
                }
            });
            clients.add(client);
            client.start();
        }
        for (Thread client : clients) client.join();
        return bad.get();
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
                String request = "GET " + path + " HTTP/1.1\r\nHost: " + HOST + ":" + port + "\r\nAccept: */*\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
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
