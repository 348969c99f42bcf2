package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where the processes of one test class live: a folder for what they keep, and the servers that they work with, which are
 * the embedded ones of the first process, or real ones with a place of the class's own on them ({@link RealServers}).
 * At the end every process is ended, and nothing of theirs is left but the logs.
 */
final class Testbed implements BeforeAllCallback, AfterAllCallback {

    private static final Path TARGET = Program.FOLDER.toAbsolutePath().getParent();

    private final List<Program> programs = new ArrayList<>();
    private final boolean real = RealServers.areMeant();
    private final boolean rehearsed;
    private String name;
    private Path folder;
    private RealServers servers;

    /** With a data folder as it is after a first start. */
    Testbed() {
        this(true);
    }

    private Testbed(boolean rehearsed) {
        this.rehearsed = rehearsed;
    }

    /** Without a data folder: the first start makes it. */
    static Testbed ofFirstStart() {
        return new Testbed(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        name = context.getRequiredTestClass().getSimpleName();
        Files.createDirectories(TARGET);
        folder = Files.createTempDirectory(TARGET, "it-" + name + "-");
        servers = real ? RealServers.prepare(name) : null;
        Rehearsal.hold();
        if (rehearsed && !real) {
            Rehearsal.copyData(data());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        stopPrograms();
        databases().forEach(ProcessHandle::destroyForcibly);
        if (servers != null) {
            servers.close();
        }
        FileUtils.deleteDirectory(folder.toFile());
    }

    /** Ends all that was started; what they have stored stays. */
    void stopPrograms() {
        programs.forEach(Program::close);
    }

    /** Whether the servers are real ones. */
    boolean isReal() {
        return real;
    }

    /** The data folder of processes that are started without another one. */
    Path data() {
        return folder.resolve("data");
    }

    /** A folder or file that is not there yet. */
    Path path(String name) {
        return folder.resolve(name);
    }

    /** Starts the program on the servers of this class, its properties beside those, and waits until it is ready. */
    Program start(String... properties) {
        return launch(all(own(), properties), Map.of()).awaitReady();
    }

    /** The same with something else for java to run. @param main {@code -jar …}, or {@code -cp …} and a class */
    Program startAs(List<String> main, String... properties) {
        return added(Program.launch(main, nextLog(), all(own(), properties), Map.of()))
                .awaitReady();
    }

    /** The same, as a further process beside one that was started so: with a data folder of its own, on the same servers. */
    Program startBeside(Program first, String... properties) {
        return launchBeside(first, properties).awaitReady();
    }

    /** As {@link #startBeside}, without waiting. */
    Program launchBeside(Program first, String... properties) {
        Path data = folder.resolve("data-" + programs.size());
        List<String> shared = real ? own() : Banner.of(first).addresses(data());
        return launch(all(all(shared, "caravan.data=" + data), properties), Map.of());
    }

    /** Starts the program with these properties and nothing else. */
    Program launch(List<String> properties, Map<String, String> environment) {
        return added(Program.launch(nextLog(), properties, environment));
    }

    private Program added(Program program) {
        programs.add(program);
        return program;
    }

    private Path nextLog() {
        return TARGET.resolve("it-logs").resolve(name + "-" + (programs.size() + 1) + ".log");
    }

    /** The properties with which a process works on the servers of this class. */
    List<String> own() {
        return real ? all(servers.addresses(), "caravan.data=" + data()) : List.of("caravan.data=" + data());
    }

    /** Where others find the servers of this class: {@code caravan.…=…}. @param first of the processes, which may have embedded ones */
    List<String> servers(Program first) {
        return real ? servers.addresses() : Banner.of(first).addresses(data());
    }

    /** The broker's URL. */
    String broker(Program first) {
        return servers(first).stream()
                .filter(property -> property.startsWith("caravan.broker.url="))
                .map(property -> property.substring("caravan.broker.url=".length()))
                .findFirst()
                .orElseThrow();
    }

    /** The processes of embedded databases that run on this class's folders, also of processes that were killed. */
    List<ProcessHandle> databases() {
        // The programs lie in the data folder, and the link to a program is readable by who started it.
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").startsWith(folder.toString()))
                .toList();
    }

    /** Later ones outweigh earlier ones of the same name. */
    private static List<String> all(List<String> properties, String... further) {
        return Stream.concat(
                        properties.stream().filter(property -> Arrays.stream(further)
                                .noneMatch(other -> other.startsWith(property.replaceFirst("=.*", "=")))),
                        Arrays.stream(further))
                .toList();
    }

    /** What a process says when it is ready, as far as another one needs it. */
    private record Banner(String databaseUrl, String databaseUser, String brokerUrl) {

        static Banner of(Program program) {
            return new Banner(
                    word(program, "embedded database +(\\S+)"),
                    word(program, "embedded database .* user (\\w+)"),
                    word(program, "embedded broker +(\\S+)"));
        }

        List<String> addresses(Path data) {
            try {
                return List.of(
                        "caravan.database.url=" + databaseUrl,
                        "caravan.database.user=" + databaseUser,
                        "caravan.database.password=" + Files.readString(data.resolve("postgres/caravan.password")),
                        "caravan.broker.url=" + brokerUrl);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static String word(Program program, String expression) {
            var matcher = java.util.regex.Pattern.compile(expression).matcher(program.log());
            assertThat(matcher.find()).as("the banner says %s", expression).isTrue();
            return matcher.group(1);
        }
    }
}
