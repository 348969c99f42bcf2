package caravan.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** Bytes sent as they are, and what comes back, for requests that an HTTP client would not send. */
final class RawRequest {

    private static final int PATIENCE_MILLIS = 20_000;

    private RawRequest() {}

    /** @return all that comes until the server closes the connection, which it has to do within 20 s */
    static String answer(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            } catch (IOException e) {
                // It has been answered, and refused, before all was sent.
            }
            return rest(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rest(InputStream input) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            input.transferTo(answer);
        } catch (java.net.SocketException e) {
            // Closed with what we sent still unread; what had come by then is the answer.
        }
        return answer.toString(ISO_8859_1);
    }
}
