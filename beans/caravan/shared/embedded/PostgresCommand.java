package caravan.shared.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import caravan.shared.Refusal;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One call of a PostgreSQL program that ends by itself. */
final class PostgresCommand {

    private final List<String> words = new ArrayList<>();
    private final Path output;

    /** @param output file that takes what the program prints, in place of what is in it */
    PostgresCommand(Path program, Path output) {
        // PostgreSQL does not run as root: in a user namespace it does not see that it is.
        if (LinuxUtils.isUnshareAvailable()) {
            words.addAll(List.of("unshare", "-U"));
        }
        words.add(program.toString());
        this.output = output;
    }

    PostgresCommand with(Object... arguments) {
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return this;
    }

    /** Runs it to its end, however long that takes; an interrupt does not leave it half done. */
    boolean succeeds() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        // A file, not a pipe: a server that outlives the command would keep the pipe open.
        builder.redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process.onExit().join().exitValue() == 0;
    }

    /** The file for the output of the commands on one data folder: of the last one. */
    static Path output(DataFolder data) {
        return data.path().resolve("postgres-command.log");
    }

    /** @param why its last words */
    static Refusal refusal(Path dataFolder, String what, String why) {
        return new Refusal(DataFolder.named(dataFolder) + ": PostgreSQL " + what + " (" + why
                + "): put that right, or give caravan.database.url");
    }

    /** The line of a program's output or a server's log that says why it failed; never empty. */
    static String lastWords(Path log) throws IOException {
        // Not readAllLines, which fails at a byte that is not UTF-8.
        List<String> lines = Files.exists(log)
                ? new String(Files.readAllBytes(log), UTF_8).lines().toList()
                : List.of();
        String last = "nothing in " + log;
        for (String line : lines) {
            boolean reason = line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:");
            if (reason || !line.isBlank() && !last.contains("FATAL:") && !last.contains("error:")) {
                last = line.strip();
            }
        }
        return last;
    }
}
