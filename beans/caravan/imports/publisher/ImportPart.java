package caravan.imports.publisher;

import caravan.imports.csv.Chunk;
import java.time.Instant;
import java.util.UUID;

/**
 * An import as far as one session goes: the file is read from its beginning, and the rows are passed over that earlier
 * sessions have received. Written by the import's own thread, except for what the consumer says; read by others.
 */
public final class ImportPart {

    private final UUID session;
    private final int number;
    private final long before;
    private volatile Progress progress = Progress.NONE;
    private volatile SessionAccount account;
    private volatile boolean whole;
    private volatile boolean gone;
    private boolean heard;
    private Instant came = Instant.now();

    /**
     * @param session null: a dry run
     * @param number from 1
     * @param before rows that earlier sessions have received
     */
    ImportPart(UUID session, int number, long before) {
        this.session = session;
        this.number = number;
        this.before = before;
    }

    public UUID session() {
        return session;
    }

    int number() {
        return number;
    }

    /** How far it has read the file. */
    Progress progress() {
        return progress;
    }

    /** Rows that were sent, in this part and those before; none of a dry run. */
    long sent() {
        return session == null ? 0 : Math.max(progress.valid(), before);
    }

    /** What the consumer said last of the session; null: nothing yet. */
    SessionAccount account() {
        return account;
    }

    /** The consumer listens to the session. */
    synchronized void hear() {
        came = Instant.now();
        heard = true;
    }

    synchronized boolean isHeard() {
        return heard;
    }

    /** The session has no queue any more: nothing can be sent to it. */
    void lose() {
        gone = true;
    }

    /** The consumer does not listen: to it the session has ended, or never was. */
    synchronized void refuse() {
        gone = true;
        account = account == null
                ? new SessionAccount(session, "ended", 0, null, null, null, null)
                : account.ended("ended");
    }

    boolean isGone() {
        return gone;
    }

    /** Whether there is a session, and nothing known of its end. */
    boolean isOpen() {
        SessionAccount said = account;
        return session != null && (said == null || !said.isEnded());
    }

    /** How many of a chunk's rows earlier sessions have received: so many, from its first one on. */
    int known(Chunk chunk) {
        return (int) Math.max(0, Math.min(chunk.employees().size(), before - progress.valid()));
    }

    /** A chunk is done with. @param rejectBytes of rejected.csv now */
    void count(Chunk chunk, long rejectBytes) {
        progress = progress.after(chunk, rejectBytes);
    }

    /** The file was read to its end, and all of it is with the broker. @param bytes of it */
    void complete(long bytes) {
        progress = progress.at(bytes);
        whole = true;
    }

    boolean isWhole() {
        return whole;
    }

    /** Whether the consumer does not say how its sessions are, and has received nothing for longer than it would listen. */
    synchronized boolean isQuiet(Instant now, int timeout) {
        return account != null
                && account.state() == null
                && came.plusSeconds(timeout).isBefore(now);
    }

    /** @param queue whether there is one; of a quiet session it is the only sign that it has not ended */
    synchronized void look(boolean queue) {
        came = Instant.now();
        if (!queue && account != null) {
            account = account.ended("lost");
        }
    }

    /** @param said by the consumer; of another session, or less than it said before, it comes too late */
    synchronized void see(SessionAccount said) {
        if (!said.session().equals(session)) {
            return;
        }
        if (account == null || said.received() > account.received()) {
            came = Instant.now();
        }
        if (account == null || said.received() >= account.received() && (said.isEnded() || !account.isEnded())) {
            account = said;
        } else if (said.isEnded()) {
            account = account.ended(said.state());
        }
    }

    /** Rows that the session has received, as far as is known. */
    long received() {
        SessionAccount said = account;
        return said == null ? 0 : said.received();
    }

    /** Whether the session has not yet received what was sent, and still may. */
    boolean isAwaited() {
        SessionAccount said = account;
        return said == null || !said.isEnded() && (gone || said.received() < progress.valid() - before);
    }

    /** Whether all of the file was sent, and received; of a dry run, read. */
    boolean isComplete() {
        SessionAccount said = account;
        return whole && (session == null || said != null && said.received() >= progress.valid() - before);
    }
}
