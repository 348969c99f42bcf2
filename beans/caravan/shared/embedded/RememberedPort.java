package caravan.shared.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** A loopback port that stays the same over restarts while nobody else takes it. */
final class RememberedPort {

    /**
     * Below every system's range for outgoing connections: there, any program's connection could hold the port at the
     * next start, and a client that tries again and again while the server is down could end up connected to itself.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 29_999;
    private static final int ATTEMPTS = 100;

    private final Path file;

    RememberedPort(Path file) {
        this.file = file;
    }

    /** The remembered port if it is free, otherwise a free one, which is remembered from now on. */
    int number() throws IOException {
        int remembered = read();
        if (remembered != 0 && isFree(remembered)) {
            return remembered;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (isFree(port)) {
                Files.writeString(file, String.valueOf(port));
                return port;
            }
        }
        throw new BindException("none of " + ATTEMPTS + " between " + FIRST + " and " + LAST + " is free");
    }

    /** 0 if there is none, or the file was cut off. */
    private int read() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        String text = Files.readString(file).strip();
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        return port >= FIRST && port <= LAST ? port : 0;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: connections of the last run that still linger are no reason to move.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
