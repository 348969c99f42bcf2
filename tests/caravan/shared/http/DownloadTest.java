package caravan.shared.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.LogLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that takes its time to be sent. */
class DownloadTest {

    /** More than the sockets of both sides hold. */
    static final long BYTES = 200L << 20;

    @TempDir
    static Path folder;

    static Path file;
    static GuardedServer server;

    @BeforeAll
    static void start() throws Exception {
        file = folder.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(BYTES);
        }
        server = new GuardedServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void who_breaks_it_off_is_no_error(boolean reset) throws Exception {
        try (LogLines log = new LogLines("caravan.http")) {
            for (int i = 0; i < 5; i++) {
                try (Socket socket = begin(server)) {
                    socket.setSoLinger(reset, 0);
                }
            }
            await().until(() -> log.all().stream()
                            .filter(line -> line.contains("/sent was not wanted"))
                            .count()
                    == 5);
            // Answered after those before it.
            assertThat(server.wire().get("/words/a/").status()).isEqualTo(200);
            assertThat(log.of(Level.ERROR)).isEmpty();
            assertThat(log.of(Level.WARN)).isEmpty();
        }
    }

    @Test
    void one_that_is_under_way_when_the_server_stops_comes_to_its_end() throws Exception {
        try (LogLines log = new LogLines("caravan.http")) {
            GuardedServer stopping = new GuardedServer();
            try (Socket socket = begin(stopping)) {
                stopping.drain();
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(stopping::stop);
                await().untilAsserted(() ->
                        assertThat(stopping.wire().get("/words/a/").status()).isEqualTo(503));
                InputStream in = socket.getInputStream();
                String head = "";
                while (!head.endsWith("\r\n\r\n")) {
                    head += (char) in.read();
                }
                in.skipNBytes(BYTES);
                assertThat(stopped).succeedsWithin(Duration.ofSeconds(30));
            }
            assertThat(log.of(Level.ERROR)).isEmpty();
        }
    }

    @Test
    void a_disk_that_fails_is_none_of_their_doing() {
        assertThat(Departure.explains(new IOException("Input/output error"))).isFalse();
        assertThat(Departure.explains(new IOException())).isFalse();
        assertThat(Departure.explains(new IOException("Broken pipe"))).isTrue();
        assertThat(Departure.explains(new ClosedChannelException())).isTrue();
    }

    /** @return the connection of a download whose first bytes have come */
    static Socket begin(GuardedServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        String request = "GET /sent HTTP/1.1\r\nHost: 127.0.0.1\r\nFile: " + file + "\r\nBytes: " + BYTES + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(UTF_8));
        assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 200");
        return socket;
    }
}
