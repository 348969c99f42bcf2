import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP GET load on this machine over connections that are kept alive; {@code client} compiles and runs it.
 *
 * <pre>
 * bulk NAME PORT PATH CONNECTIONS WARM_UP REQUESTS  sends WARM_UP requests, prints "warm BAD", waits for a line on
 *                                                   standard input, then sends REQUESTS and prints figures
 * latency NAME PORT PATH WARM_UP TASKS              one task at a time, from its request until /status/UUID says that
 *                                                   it is done; the first WARM_UP are discarded
 * schedule PORT PATH PER_SECOND                     one request after the other when it is due, until standard input
 *                                                   ends; prints each one's {@link Schedule}
 * </pre>
 *
 * Figures are lines {@code NAME.figure value unit}. Bad is every answer but a 2xx, and every broken connection.
 */
public class LoadClient {

    private static final long POLL_NANOS = 500_000;

    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern DONE = Pattern.compile("\"(200 OK|SUCCESS)\"");
    private static final Pattern FAILED = Pattern.compile("\"([45]\\d\\d [\\w ]+|FAILURE|REVOKED)\"");

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "bulk" -> bulk(args[1], number(args[2]), args[3], number(args[4]), number(args[5]), number(args[6]));
            case "latency" -> latency(args[1], number(args[2]), args[3], number(args[4]), number(args[5]));
            case "schedule" -> schedule(number(args[1]), args[2], number(args[3]));
            default -> throw new IllegalArgumentException(args[0]);
        }
        checkPrinted();
    }

    private static void checkPrinted() throws IOException {
        if (System.out.checkError()) throw new IOException("the figures could not be written");
    }

    private static int number(String argument) {
        return Integer.parseInt(argument);
    }

    private static void bulk(String name, int port, String path, int connections, int warmUp, int requests)
            throws Exception {
        System.out.println("warm " + Load.send(port, path, connections, new long[warmUp]));
        checkPrinted();
        if (System.in.read() < 0) return; // whoever measures has gone
        long[] nanos = new long[requests];
        long start = System.nanoTime();
        int bad = Load.send(port, path, connections, nanos);
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        figure(name + ".accepted", (requests - bad) / seconds, "requests/s");
        figure(name + ".accepted-p99", nanos[(int) (requests * 0.99)] / 1e6, "ms");
        figure(name + ".bad", bad, "requests");
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

    private static void schedule(int port, String path, int perSecond) throws IOException {
        Thread input = new Thread(LoadClient::awaitEnd);
        input.start();
        new Schedule(port, path, System.out).run(perSecond, input);
    }

    private static void awaitEnd() {
        try {
            System.in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uuid(Answer answer) {
        Matcher uuid = UUID.matcher(answer.body());
        if (!answer.good() || !uuid.find()) throw new IllegalStateException("not a task: " + answer);
        return uuid.group();
    }

    private static void awaitDone(Asking http, String uuid, long start) throws IOException {
        Answer status;
        while (!DONE.matcher((status = http.get("/status/" + uuid)).body()).find()) {
            boolean late = System.nanoTime() - start > Connection.TIMEOUT_MS * 1_000_000L;
            if (late || !status.good() || FAILED.matcher(status.body()).find())
                throw new IllegalStateException("task " + uuid + " is not done: " + status);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void figure(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s %.2f %s%n", name, value, unit);
    }
}
