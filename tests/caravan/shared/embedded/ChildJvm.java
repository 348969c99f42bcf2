package caravan.shared.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process with the tests' classes, to be killed, or stopped as a user would. */
final class ChildJvm implements AutoCloseable {

    /** What a main method prints when it has done what the test waits for. */
    static final String READY = "READY";

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildJvm running(Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The rest of its READY line, once it prints one. */
    String ready() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line; (line = output.readLine()) != null; lines.add(line)) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length()).strip();
            }
        }
        throw new AssertionError("It ended without getting ready:\n" + String.join("\n", lines));
    }

    /** All that it has printed since, once it has ended by itself. */
    String rest() {
        return String.join("\n", output.lines().toList());
    }

    long pid() {
        return process.pid();
    }

    /** What {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** What Ctrl-C does, as far as shutdown hooks are concerned. */
    void stop() {
        process.toHandle().destroy();
        process.onExit().join();
    }

    /** For main methods: says so, and stays until killed. */
    static void readyUntilKilled(Object news) throws InterruptedException {
        System.out.println(READY + " " + news);
        Thread.currentThread().join();
    }

    @Override
    public void close() {
        kill();
    }
}
