import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a fixed rate, whatever the answers do, and what became of each: when it was due (ms since 1970), its
 * answer's status (0: none), µs since it was due, and the answer's body. From the moment it was due, not sent: a client
 * that stalls may not hide a server that does.
 */
final class Schedule {
    private static final int LAST_MS = 10_000;

    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Map<Connection, Long> open = new LinkedHashMap<>();
    private final int port;
    private final byte[] request;
    private final PrintStream out;
    private final long startNanos = System.nanoTime();
    private final long startMillis = System.currentTimeMillis();

    Schedule(int port, String path, PrintStream out) {
        this.port = port;
        this.request = Connection.request(port, path);
        this.out = out;
    }

    /** Until the thread ends; the last answers are waited for up to 10 s. */
    void run(int perSecond, Thread until) throws IOException {
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long due = startNanos;
        try (Selector selector = Selector.open()) {
            while (until.isAlive()) {
                long wait = due - System.nanoTime();
                if (wait <= 0) {
                    send(selector, due);
                    due += period;
                } else if (wait < 1_000_000) {
                    LockSupport.parkNanos(wait);
                } else {
                    selector.select(key -> ready((Connection) key.attachment()), wait / 1_000_000);
                }
            }
            long end = System.nanoTime() + LAST_MS * 1_000_000L;
            while (!open.isEmpty() && System.nanoTime() < end)
                selector.select(key -> ready((Connection) key.attachment()), 100);
            open.values().forEach(unanswered -> say(unanswered, new Answer(0, "no answer")));
        }
    }

    private void send(Selector selector, long due) throws IOException {
        Connection connection = idle.isEmpty() ? new Connection(selector, port) : idle.pop();
        open.put(connection, due);
        try {
            connection.send(request);
        } catch (IOException e) {
            connection.close();
            open.remove(connection);
            say(due, new Answer(0, e.toString()));
        }
    }

    private void ready(Connection connection) {
        try {
            Answer answer = connection.read();
            if (answer == null) return;
            Long due = open.remove(connection);
            // One that nobody waits for has been closed; it opens itself again.
            if (due == null) return;
            say(due, answer);
            idle.push(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(long due, Answer answer) {
        long millis = startMillis + (due - startNanos) / 1_000_000;
        long micros = (System.nanoTime() - due) / 1000;
        out.println(millis + " " + answer.status() + " " + micros + " "
                + answer.body().replaceAll("\\s+", " "));
    }
}
