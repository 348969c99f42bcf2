import java.io.IOException;
import java.nio.channels.Selector;

/** One request after the other on one connection. */
final class Asking implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final Connection connection;
    private final int port;

    Asking(int port) throws IOException {
        this.connection = new Connection(selector, port);
        this.port = port;
    }

    Answer get(String path) throws IOException {
        connection.send(Connection.request(port, path));
        Answer answer = null;
        while (answer == null) {
            if (selector.select(key -> {}, Connection.TIMEOUT_MS) == 0)
                throw new IOException("no answer for " + Connection.TIMEOUT_MS + " ms");
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
