package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is set wrong stops the start: soon, with a status that is none of success, and one line that names the property. */
class RefusalIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    /** Nobody listens on port 1, nor may anybody who is not root. */
    private static final String NOBODY = "127.0.0.1:1";

    @ParameterizedTest
    @CsvSource({
        "caravan.roles=dispatcher;wroker, 'wroker'",
        "caravan.rolse=worker, caravan.rolse",
        "caravan.port=abc, abc",
        "caravan.port=0, 65535",
        "caravan.port=99999, 99999",
        "caravan.management.port=70000, 70000",
        "caravan.instance=0, caravan.instance",
        "caravan.bind=0.0.0.0, caravan.auth.tokens",
        "caravan.bind=nonsense.invalid, nonsense.invalid",
        "caravan.address=here, http",
        "caravan.database.url=postgres://127.0.0.1/caravan, jdbc:postgresql",
        "caravan.database.url=jdbc:postgresql://127.0.0.1:1/caravan, 127.0.0.1:1",
        "caravan.broker.url=rabbit, amqp",
        "caravan.broker.url=amqp://127.0.0.1:1, 127.0.0.1:1",
        "caravan.consul.url=http://127.0.0.1:1, 127.0.0.1:1",
        "caravan.keep=abc, abc",
        "caravan.log.level=loud, loud",
        "caravan.worker.lease=1s, caravan.worker.heartbeat",
        "caravan.dispatcher.programs=/no/such/program, /no/such/program",
        "caravan.auth.tokens.anna=short, 16"
    })
    void a_wrong_value_is_refused(String property, String hint) {
        String given = property.replace(';', ',');
        assertThat(refusalOf(List.of(given, data()), Map.of()))
                .contains(given.replaceFirst("=.*", ""))
                .contains(hint.replace("'", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "CARAVAN_PORT, abc, caravan.port",
        "CARAVAN_DATABASE_URL, jdbc:postgresql://127.0.0.1:1/caravan, caravan.database.url",
        "CARAVAN_KEEP, abc, caravan.keep",
        "CARAVAN_AUTH_TOKENS_ANNA, short, CARAVAN_AUTH_TOKENS_ANNA"
    })
    void a_wrong_value_in_the_environment_is_refused(String variable, String value, String property) {
        assertThat(refusalOf(List.of(data()), Map.of(variable, value))).contains(property);
    }

    @Test
    void a_secret_is_not_repeated() {
        List<Program> programs = launchedWith(
                "caravan.auth.tokens.anna=hunter2",
                "caravan.broker.url=amqp://anna:hunter2@" + NOBODY,
                "caravan.database.url=jdbc:postgresql://" + NOBODY + "/x?password=hunter2");

        assertThat(programs)
                .allSatisfy(program -> assertThat(refusalOf(program)).doesNotContain("hunter2"));
    }

    @Test
    void a_port_that_is_taken_is_refused() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "caravan.port=" + somebody.getLocalPort();

            assertThat(refusalOf(List.of(port, data()), Map.of())).contains(port);
        }
    }

    @Test
    void a_data_folder_that_is_a_file_is_refused() throws IOException {
        Path file = Files.writeString(TESTBED.path("file"), "letters");

        assertThat(refusalOf(List.of("caravan.data=" + file), Map.of())).contains("caravan.data=" + file);
        assertThat(file).hasContent("letters");
    }

    @Test
    void a_folder_with_other_things_in_it_is_refused_and_left_alone() throws IOException {
        Path folder = Files.createDirectory(TESTBED.path("foreign"));
        Path letters = Files.writeString(folder.resolve("letters"), "mine");

        assertThat(refusalOf(List.of("caravan.data=" + folder), Map.of())).contains("caravan.data=" + folder);
        assertThat(folder).isDirectoryContaining(file -> file.equals(letters));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void the_folder_of_a_process_that_lives_is_refused() {
        Program first = TESTBED.start();
        String data = "caravan.data=" + TESTBED.data();

        assertThat(refusalOf(List.of(data), Map.of())).contains(data, String.valueOf(first.pid()));
        assertThat(first.statusOf("/observe/health/ready")).isEqualTo(200);
    }

    @Test
    void a_server_that_answers_as_none_of_its_kind_is_refused() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + mute.getLocalPort();

            List<Program> programs = launchedWith(
                    "caravan.database.url=jdbc:postgresql://" + address + "/caravan",
                    "caravan.broker.url=amqp://guest:guest@" + address,
                    "caravan.consul.url=http://" + address);

            assertThat(programs)
                    .extracting(RefusalIT::refusalOf)
                    .satisfiesExactly(
                            refusal -> assertThat(refusal).contains("caravan.database.url"),
                            refusal -> assertThat(refusal).contains("caravan.broker.url"),
                            refusal -> assertThat(refusal).contains("caravan.consul.url"));
        }
    }

    @ParameterizedTest
    @MethodSource("wrongPasswords")
    void a_password_that_the_real_server_does_not_take_is_refused(String property, List<String> wrong) {
        assumeTrue(TESTBED.isReal(), "this needs real servers");

        assertThat(refusalOf(Stream.concat(wrong.stream(), Stream.of(data())).toList(), Map.of()))
                .contains(property)
                .doesNotContain("hunter2");
    }

    static Stream<Arguments> wrongPasswords() {
        return RealServers.areMeant()
                ? Stream.of(
                        arguments(
                                "caravan.database.url",
                                List.of(
                                        "caravan.database.url=" + RealServers.variable("CARAVAN_DATABASE_URL"),
                                        "caravan.database.user=" + RealServers.variable("CARAVAN_DATABASE_USER"),
                                        "caravan.database.password=hunter2")),
                        arguments(
                                "caravan.broker.url",
                                List.of("caravan.broker.url="
                                        + RealServers.brokerUrl().replaceFirst("//[^@]*@", "//guest:hunter2@"))))
                : Stream.of(arguments("none", List.of()));
    }

    /** A data folder for one that should not come so far as to make it. */
    private static String data() {
        return "caravan.data=" + TESTBED.path("never-made-" + UUID.randomUUID());
    }

    /** Starts the program, which has to refuse. @return the line in which it says why */
    private static String refusalOf(List<String> properties, Map<String, String> environment) {
        return refusalOf(TESTBED.launch(properties, environment));
    }

    /** Several programs at once, each with one of the properties, for refusals that take their time. */
    private static List<Program> launchedWith(String... properties) {
        return Stream.of(properties)
                .map(property -> TESTBED.launch(List.of(property, data()), Map.of()))
                .toList();
    }

    private static String refusalOf(Program program) {
        // The promise is 10 s, on a machine that does nothing else.
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !program.isAlive() || program.log().contains("Caravan is ready"));
        assertThat(program.isAlive()).as("it has started all the same").isFalse();
        assertThat(program.awaitExit()).as(program.log()).isEqualTo(1);
        List<String> errors =
                program.log().lines().filter(line -> line.contains(" ERROR ")).toList();
        assertThat(errors).as(program.log()).hasSize(1);
        assertThat(program.log()).doesNotContain("\tat ", "Exception:").doesNotContain(" WARN ");
        return errors.get(0);
    }
}
