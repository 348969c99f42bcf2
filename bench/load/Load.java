import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;

/** All connections on one thread: what the client takes is missing to what is measured. */
final class Load {
    private final byte[] request;
    private final long[] nanos;
    private int sent;
    private int open;
    private int bad;

    private Load(byte[] request, long[] nanos) {
        this.request = request;
        this.nanos = nanos;
    }

    /** One request for each element of nanos, which takes how long its answer took; returns how many were bad. */
    static int send(int port, String path, int connections, long[] nanos) throws IOException {
        try (Selector selector = Selector.open()) {
            Load load = new Load(Connection.request(port, path), nanos);
            load.open = connections;
            for (int i = 0; i < connections; i++) load.next(new Connection(selector, port));
            while (load.open > 0) {
                if (selector.select(key -> load.ready((Connection) key.attachment()), Connection.TIMEOUT_MS) == 0)
                    throw new IOException("no answer for " + Connection.TIMEOUT_MS + " ms");
            }
            return load.bad;
        }
    }

    /** Sends the next request if there is one left. */
    private void next(Connection connection) throws IOException {
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
    private void ready(Connection connection) {
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
