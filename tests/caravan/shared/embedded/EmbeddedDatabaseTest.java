package caravan.shared.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.shared.Refusal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    static Path folders;

    /** One for most tests: unpacking and initialising take seconds. A blank in its name, for the shells on the way. */
    static Path shared;

    DataFolder data;

    @BeforeAll
    static void make() throws IOException, SQLException {
        shared = folders.resolve("the data");
        try (DataFolder data = DataFolder.open(shared);
                EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            execute(database, "CREATE TABLE word (word text)");
        }
    }

    @BeforeEach
    void open() throws IOException {
        data = DataFolder.open(shared);
        shared = shared.toRealPath();
    }

    @AfterEach
    void nothing_is_left_running() {
        data.close();
        awaitNoProcesses(shared);
    }

    @Test
    void what_was_committed_is_there_after_a_restart_at_the_same_address() throws SQLException {
        String address;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            address = database.jdbcUrl();
            execute(database, "INSERT INTO word VALUES ('restart')");
        }
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(database.jdbcUrl()).isEqualTo(address).matches("jdbc:postgresql://127\\.0\\.0\\.1:\\d+/caravan");
            assertThat(words(database)).contains("restart");
        }
    }

    @Test
    void a_commit_waits_for_the_disk() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(value(database, "SHOW fsync")).isEqualTo("on");
            assertThat(value(database, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(value(database, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(value(database, "SELECT version()")).contains(PostgresBinaries.VERSION);
        }
    }

    @Test
    void it_listens_on_loopback_and_wants_the_password() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(value(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(database, "SELECT usesuper FROM pg_user WHERE usename = current_user"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "guess"))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "postgres", ""))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void closing_it_again_does_nothing() {
        EmbeddedDatabase first = EmbeddedDatabase.start(data);
        first.close();
        try (EmbeddedDatabase second = EmbeddedDatabase.start(data)) {
            first.close();
            assertThat(postgresProcesses(shared)).isNotEmpty();
            assertThat(second.jdbcUrl()).isEqualTo(first.jdbcUrl());
        }
    }

    @Test
    void a_killed_process_loses_nothing_and_its_server_is_replaced() throws IOException, SQLException {
        data.close();
        String address;
        try (ChildJvm writer = ChildJvm.running(Writer.class, shared)) {
            address = writer.ready();
            writer.kill();
        }
        List<ProcessHandle> orphans = postgresProcesses(shared);
        assertThat(orphans).isNotEmpty();

        data = DataFolder.open(shared);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(words(database)).contains("killed");
            assertThat(database.jdbcUrl()).isEqualTo(address);
            assertThat(postgresProcesses(shared)).doesNotContainAnyElementsOf(orphans);
        }
    }

    @Test
    void a_second_process_is_refused_while_the_first_one_serves() throws IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data);
                ChildJvm second = ChildJvm.running(Writer.class, shared)) {
            assertThat(second.rest())
                    .contains("caravan.data=" + shared + " is in use by process "
                            + ProcessHandle.current().pid());
            assertThat(database.password()).isNotEmpty();
        }
    }

    @Test
    void another_process_that_got_the_number_of_the_killed_server_is_left_alone() throws IOException, SQLException {
        String mine = String.valueOf(ProcessHandle.current().pid());
        Files.writeString(shared.resolve("postgres/postmaster.pid"), mine + "\n" + shared + "/postgres\n0\n1\n\n\n\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(value(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void another_database_on_its_port_is_not_taken_for_its_own() throws IOException, SQLException {
        try (EmbeddedDatabase foreign = EmbeddedDatabase.start(data);
                DataFolder second = DataFolder.open(folders.resolve("second"))) {
            String taken = foreign.jdbcUrl().replaceAll("\\D+127\\.0\\.0\\.1:|/caravan", "");
            Files.writeString(second.path().resolve("postgres.port"), taken);

            try (EmbeddedDatabase database = EmbeddedDatabase.start(second)) {
                assertThat(database.jdbcUrl()).isNotEqualTo(foreign.jdbcUrl());
                assertThat(value(database, "SELECT to_regclass('word')")).isNull();
            }
            awaitNoProcesses(second.path());
            assertThat(value(foreign, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void whatever_listens_on_its_port_makes_it_move() throws IOException, SQLException {
        try (ServerSocket somebody = new ServerSocket(data.port("postgres"), 1, InetAddress.getLoopbackAddress());
                EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
            assertThat(database.jdbcUrl()).doesNotContain(String.valueOf(somebody.getLocalPort()));
            assertThat(value(database, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_first_start_that_was_cut_off_is_done_again() throws IOException, SQLException {
        Path folder = folders.resolve("cut off");
        try (ChildJvm writer = ChildJvm.running(Writer.class, folder)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> contains(folder, "postgres.unfinished-*"));
            writer.kill();
        }
        assertThat(folder.resolve("postgres")).doesNotExist();

        try (DataFolder cutOff = DataFolder.open(folder)) {
            try (EmbeddedDatabase database = EmbeddedDatabase.start(cutOff)) {
                assertThat(value(database, "SELECT 1")).isEqualTo("1");
            }
            awaitNoProcesses(cutOff.path());
        }
        assertThat(contains(folder, "postgres.unfinished-*")).isFalse();
    }

    @Test
    void data_of_another_major_version_are_refused() throws IOException {
        Path version = shared.resolve("postgres/PG_VERSION");
        Files.writeString(version, "16\n");
        try {
            assertThatThrownBy(() -> EmbeddedDatabase.start(data))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("caravan.data=" + shared)
                    .hasMessageContaining("PostgreSQL 16")
                    .hasMessageNotContaining("\n");
        } finally {
            Files.writeString(version, "17\n");
        }
    }

    @Test
    void a_start_that_fails_says_what_postgresql_said() throws IOException {
        Path settings = shared.resolve("postgres/postgresql.conf");
        String good = Files.readString(settings, US_ASCII);
        Files.writeString(settings, good + "nonsense = on\n");
        try {
            assertThatThrownBy(() -> EmbeddedDatabase.start(data))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("caravan.data=" + shared)
                    .hasMessageContaining("postgresql.conf\" contains errors")
                    .hasMessageNotContaining("\n");
        } finally {
            Files.writeString(settings, good);
        }
    }

    private static boolean contains(Path folder, String pattern) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            return entries.iterator().hasNext();
        }
    }

    /** A server takes its pid file away, by which others know that it has ended, a moment before its process is gone. */
    private static void awaitNoProcesses(Path folder) {
        await().untilAsserted(() -> assertThat(postgresProcesses(folder)).isEmpty());
    }

    private static List<ProcessHandle> postgresProcesses(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.startsWith(folder.toString()))
                        .isPresent())
                .toList();
    }

    private static List<String> words(EmbeddedDatabase database) throws SQLException {
        return List.of(value(database, "SELECT string_agg(word, ' ') FROM word").split(" "));
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(EmbeddedDatabase database, String query) throws SQLException {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connection(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws InterruptedException, SQLException {
            try (DataFolder data = DataFolder.open(Path.of(arguments[0]));
                    EmbeddedDatabase database = EmbeddedDatabase.start(data)) {
                execute(database, "INSERT INTO word VALUES ('killed')");
                ChildJvm.readyUntilKilled(database.jdbcUrl());
            }
        }
    }
}
