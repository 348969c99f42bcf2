package caravan.imports.publisher;

import caravan.imports.csv.Chunk;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An import that runs: where it is, as its own thread writes it and others read it. It has a part for each session; a part
 * reads the file from its beginning, and passes over the rows that earlier sessions have received.
 */
public final class ImportRun {

    private final UUID id;
    private final ImportRequest request;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile UUID session;
    private volatile int part;
    private volatile long received;
    private volatile Progress progress = Progress.NONE;
    private volatile boolean whole;
    private volatile boolean stopped;
    private volatile boolean gone;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private boolean heard;
    private Instant came = Instant.now();
    private int fruitless;
    private volatile Instant failing;
    private volatile SessionAccount account;
    private volatile String state = "running";
    private volatile String message;

    /**
     * @param session the one that it begins with; null: it has to be created, or needs none
     */
    ImportRun(UUID id, ImportRequest request, UUID session) {
        this.id = id;
        this.request = request;
        this.session = session;
    }

    /** @param parts that were before @param rows that they have received */
    void inherit(int parts, long rows) {
        recover();
        part = parts + 1;
        received = rows;
    }

    public UUID id() {
        return id;
    }

    public ImportRequest request() {
        return request;
    }

    /** The session of the part that runs; null before it is created. */
    public UUID session() {
        return session;
    }

    public int part() {
        return part;
    }

    /** How far the part has read the file. */
    public Progress progress() {
        return progress;
    }

    /** Rows that were sent, in this part and those before. */
    public long sent() {
        return request.dryRun() ? 0 : Math.max(progress.valid(), received);
    }

    /** What the consumer said last of the session; null: nothing yet. */
    public SessionAccount account() {
        return account;
    }

    public String state() {
        return state;
    }

    public String message() {
        return message;
    }

    /** Whether it is the caller who is to go through with it: the first one who asks. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    boolean isRunning() {
        return state.equals("running");
    }

    /** Whether somebody wants it to stop. */
    public boolean isStopped() {
        return stopped;
    }

    /** Done when the import has ended, in whatever way. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    public void stop() {
        stopped = true;
    }

    /** A part begins, with this session. */
    void begin(UUID newSession) {
        session = newSession;
        progress = Progress.NONE;
        whole = false;
        gone = false;
        heard = false;
        account = null;
    }

    /** The consumer listens to the session. */
    void hear() {
        recover();
        came = Instant.now();
        heard = true;
    }

    boolean isHeard() {
        return heard;
    }

    /** The session has no queue any more: nothing can be sent to it. */
    void lose() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /** Whether there is a session, and nothing known of its end. */
    boolean hasSession() {
        return session != null && (account == null || !account.isEnded());
    }

    /** Whether the consumer does not say how its sessions are, and has received nothing for longer than it would listen. */
    boolean isQuiet(Instant now) {
        return account != null
                && account.state() == null
                && came.plusSeconds(request.timeout()).isBefore(now);
    }

    /** @param queue whether there is one; of a quiet session it is the only sign that it has not ended */
    synchronized void look(boolean queue) {
        came = Instant.now();
        if (!queue && account != null) {
            account = account.ended("lost");
        }
    }

    /** How many of a chunk's rows earlier sessions have received: so many, from its first one on. */
    int known(Chunk chunk) {
        return (int) Math.max(0, Math.min(chunk.employees().size(), received - progress.valid()));
    }

    /** A chunk is done with. @param rejectBytes of rejected.csv now */
    void count(Chunk chunk, long rejectBytes) {
        progress = progress.after(chunk, rejectBytes);
    }

    /** The file was read to its end, and all of it is with the broker. */
    void complete() {
        whole = true;
        progress = progress.at(request.bytes());
    }

    /** @param said by the consumer; of another session, or less than it said before, it comes too late */
    synchronized void see(SessionAccount said) {
        recover();
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

    /** Whether the session has not yet received what was sent, and still may. */
    boolean isAwaited() {
        return !stopped
                && (account == null
                        || !account.isEnded() && (gone || account.received() < progress.valid() - received));
    }

    /** The part is over. Another one is needed if the session ended before everything was sent or received. */
    boolean isDone() {
        return stopped
                || whole && (request.dryRun() || account != null && account.received() >= progress.valid() - received);
    }

    /** The next part begins after what this one's session has received. @return sessions, up to this one, that received nothing */
    int next() {
        long came = account == null ? 0 : account.received();
        fruitless = came > 0 ? 0 : fruitless + 1;
        received += came;
        part++;
        session = null;
        return fruitless;
    }

    /** A step has failed. @return when the first one did since one has succeeded */
    Instant failingSince(Instant now) {
        failing = failing == null ? now : failing;
        return failing;
    }

    /** A step has succeeded. */
    void recover() {
        failing = null;
    }

    /** Whoever sees the state sees why, too. */
    void end(String newState, String newMessage) {
        recover();
        message = newMessage;
        state = newState;
    }
}
