package caravan.shared.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;

/** Sends HTTP/1.1 as it is written in a test, right or wrong; a client library would put it right. */
final class Wire {
    private static final int PATIENCE_MILLIS = 10_000;
    private final int port;

    Wire(int port) {
        this.port = port;
    }

    /** @param headers besides {@code Host} and {@code Connection: close}, such as {@code Accept: text/html} */
    Answer get(String target, String... headers) throws IOException {
        return send("GET", target, "", headers);
    }

    Answer send(String method, String target, String body, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        request.append("Host: 127.0.0.1:").append(port).append("\r\nConnection: close\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return raw(request + "\r\n" + body);
    }

    Answer raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request.getBytes(UTF_8));
            } catch (IOException e) {
                // It has answered already, and reads no further.
            }
            return read(socket.getInputStream());
        }
    }

    private static Answer read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("no answer but '" + head.toString(ISO_8859_1) + "'");
            }
            head.write(read);
        }
        String[] lines = head.toString(ISO_8859_1).split("\r\n");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            headers.put(lines[i].split(": ", 2)[0], lines[i].split(": ", 2)[1]);
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, new String(in.readNBytes(length), UTF_8));
    }

    /** @param headers by their names, whose case does not matter */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.get(name);
        }
    }
}
