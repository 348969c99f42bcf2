package caravan.dispatcher.applications.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Programs that a test writes, in a folder of its own, and what they leave there. */
record Scripts(Path folder) {

    /** A shell script that can be run. @param lines without the first one, which names the shell */
    Path script(String name, String... lines) throws IOException {
        return program(name, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    }

    Path program(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** A call of a script that writes these lines' output. */
    ProgramCall call(String name, String... lines) throws IOException {
        return new ProgramCall(script(name, lines), List.of());
    }

    /** Waits for the numbers of processes that a script writes to a file, one a line. */
    List<ProcessHandle> processes(String file, int count) {
        await().until(() -> Files.exists(folder.resolve(file))
                && Files.readAllLines(folder.resolve(file)).size() == count);
        try {
            List<ProcessHandle> processes = Files.readAllLines(folder.resolve(file)).stream()
                    .map(number -> ProcessHandle.of(Long.parseLong(number.strip()))
                            .orElseThrow(() -> new AssertionError("it has ended already: " + number)))
                    .toList();
            assertThat(processes).allMatch(ProcessHandle::isAlive);
            return processes;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
