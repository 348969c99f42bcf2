package caravan.shared.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.TinyDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    private static final String TYPE = "Content-Type: multipart/form-data; boundary=X";

    @TempDir
    Path parent;

    @Test
    void a_file_for_which_there_is_no_room_is_refused_and_makes_room_for_the_next() throws Exception {
        try (TinyDisk disk = new TinyDisk(parent.resolve("incoming"), "size=256k");
                GuardedServer server = new GuardedServer(disk.folder())) {
            for (int i = 0; i < 3; i++) {
                expectFull(send(server, "x".repeat(1_000_000)));
                await().until(() -> isEmpty(disk.folder()));
                assertThat(send(server, "x".repeat(200_000)).status()).isEqualTo(200);
                await().until(() -> isEmpty(disk.folder()));
            }
        }
    }

    @Test
    void where_not_even_an_empty_file_can_be_made_the_answer_is_the_same() throws Exception {
        try (TinyDisk disk = new TinyDisk(parent.resolve("incoming"), "nr_inodes=1");
                GuardedServer server = new GuardedServer(disk.folder())) {
            expectFull(send(server, "rows"));
        }
    }

    @Test
    void where_not_even_the_folder_can_be_made_it_is_the_same_too() throws Exception {
        try (TinyDisk disk = new TinyDisk(parent.resolve("data"), "nr_inodes=1");
                GuardedServer server = new GuardedServer(disk.folder().resolve("incoming"))) {
            expectFull(send(server, "rows"));
        }
    }

    private static void expectFull(Wire.Answer answer) {
        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.body()).contains("The disk is full");
    }

    private static Wire.Answer send(GuardedServer server, String content) throws Exception {
        String body = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n" + content
                + "\r\n--X--\r\n";
        return server.wire().send("POST", "/files", body, TYPE, "Content-Length: " + body.length());
    }

    private static boolean isEmpty(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
