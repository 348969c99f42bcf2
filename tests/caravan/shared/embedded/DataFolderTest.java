package caravan.shared.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path parent;

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_missing_folder_is_made_for_its_owner_only() throws IOException {
        Path folder = parent.resolve("a/b");

        try (DataFolder data = DataFolder.open(folder)) {
            assertThat(data.path()).isEqualTo(folder.toRealPath());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void an_empty_folder_is_taken_and_taken_again() throws IOException {
        DataFolder.open(parent).close();

        try (DataFolder data = DataFolder.open(parent)) {
            assertThat(parent.resolve("caravan-data")).hasContent("1");
            assertThat(data.subfolder("uploads")).isDirectory().hasParent(data.path());
        }
    }

    @Test
    void the_root_of_a_new_file_system_counts_as_empty() throws IOException {
        Files.createDirectory(parent.resolve("lost+found"));

        DataFolder.open(parent).close();
    }

    @Test
    void a_folder_of_somebody_else_is_refused_and_left_as_it_is() throws IOException {
        Files.writeString(parent.resolve("thesis.txt"), "mine");

        refused(parent).hasMessageContaining("holds other files");

        assertThat(parent).isDirectoryContaining(file -> file.endsWith("thesis.txt"));
        assertThat(requireNonNull(parent.toFile().list())).hasSize(1);
    }

    @Test
    void a_folder_of_a_newer_format_is_refused() throws IOException {
        Files.writeString(parent.resolve("caravan-data"), "2\n");

        refused(parent).hasMessageContaining("format 2").hasMessageContaining("newer program");

        assertThat(parent.resolve("caravan-data")).hasContent("2");
    }

    @Test
    void a_folder_whose_first_opening_was_cut_off_is_still_ours() throws IOException {
        Files.writeString(parent.resolve("caravan-data"), "");

        DataFolder.open(parent).close();

        assertThat(parent.resolve("caravan-data")).hasContent("1");
    }

    @Test
    void a_file_is_refused() throws IOException {
        refused(Files.writeString(parent.resolve("file"), "")).hasMessageContaining("is a file");
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        refused(file.resolve("data")).hasMessageContaining("cannot be written");
    }

    @Test
    void a_second_process_is_refused_at_once_with_the_number_of_the_first() throws IOException {
        try (ChildJvm holder = ChildJvm.running(Holder.class, parent)) {
            holder.ready();

            refused(parent).hasMessageContaining("in use by process " + holder.pid());
        }
    }

    @Test
    void a_killed_process_leaves_the_folder_free() throws IOException {
        try (ChildJvm holder = ChildJvm.running(Holder.class, parent)) {
            holder.ready();
            holder.kill();
        }

        DataFolder.open(parent).close();
    }

    @Test
    void a_second_opening_in_the_same_process_is_refused_and_does_not_free_the_folder() throws IOException {
        try (DataFolder data = DataFolder.open(parent)) {
            refused(parent).hasMessageContaining("this process");
            refused(data.path()).hasMessageContaining("this process");

            try (ChildJvm second = ChildJvm.running(Holder.class, parent)) {
                assertThat(second.rest())
                        .contains("in use by process " + ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void closing_twice_does_not_free_the_folder_for_whoever_has_it_by_now() {
        DataFolder first = DataFolder.open(parent);
        first.close();

        try (DataFolder second = DataFolder.open(parent)) {
            first.close();
            refused(second.path()).hasMessageContaining("this process");
        }
    }

    @Test
    void a_server_keeps_its_port_until_somebody_else_listens_there() throws IOException {
        int port;
        try (DataFolder data = DataFolder.open(parent)) {
            port = data.port("server");
            assertThat(data.port("server")).isEqualTo(port);
            assertThat(data.port("other")).isNotEqualTo(port);
        }
        try (DataFolder data = DataFolder.open(parent);
                ServerSocket somebody = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            int moved = data.port("server");

            assertThat(moved).isNotEqualTo(somebody.getLocalPort());
            assertThat(data.port("server")).isEqualTo(moved);
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Path folder) {
        return assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("caravan.data=")
                .hasMessageContaining(folder.getFileName().toString())
                .hasMessageNotContaining("\n");
    }

    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (DataFolder data = DataFolder.open(Path.of(arguments[0]))) {
                ChildJvm.readyUntilKilled(data.path());
            }
        }
    }
}
