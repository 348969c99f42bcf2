package caravan.dispatcher.applications.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A web site that somebody else runs, on this machine, and badly: it sends what a test says, to the byte. */
public final class Site implements AutoCloseable {

    /** What to do with a request. */
    public interface Behaviour {
        void answer(Connection connection) throws IOException;
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    public Site(Behaviour behaviour) throws IOException {
        this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.behaviour = behaviour;
        daemon(this::accept);
    }

    /** Answers with these lines, an empty one, and the body. */
    public static Site answering(String lines, byte[] body) throws IOException {
        return new Site(connection -> {
            connection.send(lines.replace("\n", "\r\n") + "\r\n\r\n");
            connection.send(body);
        });
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    /** The heads of the requests that have come. */
    public List<String> requests() {
        return requests;
    }

    /** How many connections are open. */
    public int open() {
        return open.get();
    }

    /** Completes when a client has closed a connection before its answer was complete. */
    public CompletableFuture<Void> left() {
        return left;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                open.incrementAndGet();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            requests.add(head.toString());
            behaviour.answer(new Connection(socket, head.toString()));
        } catch (SocketException e) {
            left.complete(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open.decrementAndGet();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "site");
        thread.setDaemon(true);
        thread.start();
    }

    /** A client that waits for its answer. */
    public final class Connection {

        private final Socket socket;
        private final String request;

        private Connection(Socket socket, String request) {
            this.socket = socket;
            this.request = request;
        }

        /** The head of what it asks. */
        public String request() {
            return request;
        }

        public void send(String text) throws IOException {
            send(text.getBytes(ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            OutputStream output = socket.getOutputStream();
            output.write(bytes);
            output.flush();
        }

        /** Sends nothing more, or the same again and again, until the client has gone. */
        public void hold(String drop) throws IOException {
            socket.setSoTimeout(20);
            while (true) {
                try {
                    if (socket.getInputStream().read() < 0) {
                        left.complete(null);
                        return;
                    }
                } catch (SocketTimeoutException e) {
                    send(drop);
                }
            }
        }
    }
}
