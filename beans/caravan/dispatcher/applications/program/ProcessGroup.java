package caravan.dispatcher.applications.program;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that runs, and whatever it has started. What has left the group (a session of its own, as daemons have) is found
 * only while its parents live. Closing ends them all.
 */
final class ProcessGroup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);

    /** A process ends at once when it is killed, unless it hangs in the kernel. */
    private static final long LONGEST_END_SECONDS = 5;

    private final Process leader;
    private final boolean ofItsOwn;
    private boolean ended;

    /** @param ofItsOwn whether it leads a process group that has its number */
    ProcessGroup(Process leader, boolean ofItsOwn) {
        this.leader = leader;
        this.ofItsOwn = ofItsOwn;
    }

    Process leader() {
        return leader;
    }

    @Override
    public void close() {
        end();
    }

    /** Ends all of them, whether or not the leader has ended, and waits for the leader. An interrupt has to wait too. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        List<ProcessHandle> descendants =
                leader.isAlive() ? leader.descendants().toList() : List.of();
        // The leader first: then the group is there, or never will be. By its handle: the Process would drop its
        // output.
        leader.toHandle().destroyForcibly();
        if (ofItsOwn) {
            killGroup();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(leader);
    }

    /** The number of a group is not given to another process while it has members. */
    private void killGroup() {
        try {
            // The shell's own command: not every machine has a program for it.
            awaitEnd(new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -$0", Long.toString(leader.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            LOG.warn("Processes that the program {} has started may be left", leader.pid(), e);
        }
    }

    private static void awaitEnd(Process process) {
        process.onExit()
                .completeOnTimeout(process, LONGEST_END_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
