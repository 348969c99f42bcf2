import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that is opened when it is needed, and kept for as long as the server keeps it. A socket by hand, because
 * java.net's clients silently repeat a GET whose connection broke.
 */
final class Connection {
    static final int TIMEOUT_MS = 30_000;

    private static final String HOST = "127.0.0.1"; // nowhere else
    private static final String LENGTH = "\r\ncontent-length:";

    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
    private final Selector selector;
    private final int port;
    private SocketChannel channel;
    int number;

    /** @param selector says when there is something to read */
    Connection(Selector selector, int port) {
        this.selector = selector;
        this.port = port;
    }

    /** A GET. */
    static byte[] request(int port, String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + HOST + ":" + port + "\r\nAccept: */*\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** @param request far smaller than the socket's buffer */
    void send(byte[] request) throws IOException {
        if (channel == null) {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(new InetSocketAddress(HOST, port), TIMEOUT_MS);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }
        channel.write(ByteBuffer.wrap(request));
    }

    /** The answer; null as long as it is not whole. */
    Answer read() throws IOException {
        boolean closed;
        try {
            closed = channel.read(in) <= 0; // 0: an answer larger than any of ours
        } catch (IOException e) {
            close();
            return new Answer(0, e.toString());
        }
        String text = new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
        int body = text.indexOf("\r\n\r\n") + 4;
        String head = text.substring(0, Math.max(0, body - 2)).toLowerCase(Locale.ROOT);
        boolean whole = body >= 4 && (closed && !head.contains(LENGTH) || isWhole(head, text.substring(body)));
        if (!whole && !closed) return null;
        if (closed || head.startsWith("http/1.0") || head.contains("\r\nconnection: close")) close();
        in.clear();
        return whole ? new Answer(Integer.parseInt(head.substring(9, 12)), text.substring(body)) : new Answer(0, text);
    }

    private static boolean isWhole(String head, String body) {
        int length = head.indexOf(LENGTH);
        if (length < 0) return head.contains("\r\ntransfer-encoding: chunked") && body.endsWith("0\r\n\r\n");
        String said = head.substring(length + LENGTH.length(), head.indexOf('\r', length + 2));
        return body.getBytes(StandardCharsets.UTF_8).length >= Integer.parseInt(said.trim());
    }

    /** The next request opens it again. */
    void close() throws IOException {
        if (channel != null) channel.close();
        channel = null;
        in.clear();
    }
}
