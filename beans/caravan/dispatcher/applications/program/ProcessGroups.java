package caravan.dispatcher.applications.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts programs so that they can be ended with all that they have started. */
public final class ProcessGroups {

    private final Optional<Path> setsid;

    /** @param setsid a program that runs another one in a session, and so a process group, of its own; empty if there is none */
    ProcessGroups(Optional<Path> setsid) {
        this.setsid = setsid;
    }

    /** With setsid where the machine has it, as every Linux does and macOS does not. */
    public static ProcessGroups ofThisMachine() {
        return new ProcessGroups(Stream.of("/usr/bin/setsid", "/bin/setsid")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst());
    }

    /**
     * Starts a program, with nothing to read.
     *
     * @throws ProgramFailed if it cannot be started
     */
    ProcessGroup start(ProcessBuilder program) {
        List<String> command = new ArrayList<>(program.command());
        setsid.ifPresent(path -> command.add(0, path.toString()));
        try {
            Process leader = program.command(command).start();
            ProcessGroup group = new ProcessGroup(leader, setsid.isPresent());
            leader.getOutputStream().close();
            return group;
        } catch (IOException e) {
            throw new ProgramFailed("The program cannot be started: " + e.getMessage(), e);
        }
    }
}
