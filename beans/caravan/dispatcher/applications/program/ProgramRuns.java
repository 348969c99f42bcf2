package caravan.dispatcher.applications.program;

import caravan.dispatcher.ApplicationStart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Runs programs: each in a process group and an empty folder of its own, of which nothing is left when it has ended. */
public final class ProgramRuns {

    /** What a program sees of our environment, in which there are secrets. */
    private static final Set<String> VARIABLES = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");

    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final ProcessGroups groups;
    private final int mostBytes;

    /** @param mostBytes how much a program may write to its standard output */
    public ProgramRuns(ProcessGroups groups, int mostBytes) {
        this.groups = groups;
        this.mostBytes = mostBytes;
    }

    /**
     * Waits for the program's end.
     *
     * @return what it wrote to its standard output
     * @throws ProgramFailed if it cannot be started, ends with another status than 0, or writes too much
     * @throws InterruptedException if the thread was interrupted; the program and what it has started are ended
     */
    public String run(
            @Body ProgramCall call,
            @Header(ApplicationStart.TASK_ID) String task,
            @Header(ApplicationStart.TASK_ATTEMPT) String attempt)
            throws InterruptedException, IOException {
        try (ScratchFolder folder = ScratchFolder.make()) {
            ProcessBuilder builder =
                    new ProcessBuilder(command(call)).directory(folder.path().toFile());
            builder.environment().keySet().retainAll(VARIABLES);
            builder.environment().putAll(Map.of("TASK_ID", task, "TASK_ATTEMPT", attempt));
            return run(call, builder);
        }
    }

    private String run(ProgramCall call, ProcessBuilder builder) throws InterruptedException, IOException {
        try (ProcessGroup group = groups.start(builder)) {
            Process process = group.leader();
            ProgramOutput output = new ProgramOutput(call.name(), process, mostBytes);
            readToEnd(process, output);
            // What the program has left in the background writes nothing any more; what was written is still there.
            group.end();
            output.takeRest();
            if (process.exitValue() != 0) {
                throw new ProgramFailed(call.name() + " ended with status " + process.exitValue() + output.complaint());
            }
            return output.text();
        }
    }

    /** Reads and waits in turn, so that an interrupt, the program's end and too much output are all seen soon. */
    private static void readToEnd(Process process, ProgramOutput output) throws InterruptedException, IOException {
        long pause = 1;
        while (true) {
            if (output.take()) {
                pause = 1;
            } else if (process.waitFor(pause, TimeUnit.MILLISECONDS)) {
                return;
            } else {
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static List<String> command(ProgramCall call) {
        List<String> command = new ArrayList<>(List.of(call.program().toString()));
        command.addAll(call.arguments());
        return command;
    }
}
