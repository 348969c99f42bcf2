package caravan.imports.publisher;

import caravan.imports.csv.Chunk;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

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
    private volatile long read;
    private volatile long rejected;
    private volatile long consumed;
    private volatile long rejectBytes;
    private volatile boolean whole;
    private volatile boolean stopped;
    private volatile boolean gone;
    private boolean heard;
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

    /** Good rows of the file by now. */
    public long valid() {
        return read;
    }

    /** Rows that were sent, in this part and those before. */
    public long sent() {
        return request.dryRun() ? 0 : Math.max(read, received);
    }

    public long rejected() {
        return rejected;
    }

    /** Bytes of the file that are done with. */
    public long consumed() {
        return consumed;
    }

    /** Bytes of rejected.csv with which {@link #rejected} was counted. */
    public long rejectBytes() {
        return rejectBytes;
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
        read = 0;
        rejected = 0;
        consumed = 0;
        rejectBytes = 0;
        whole = false;
        gone = false;
        heard = false;
        account = null;
    }

    /** The consumer listens to the session. */
    void hear() {
        recover();
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

    /** How many of a chunk's rows earlier sessions have received: so many, from its first one on. */
    int known(Chunk chunk) {
        return (int) Math.max(0, Math.min(chunk.employees().size(), received - read));
    }

    /** A chunk is done with. @param bytes of rejected.csv now */
    void count(Chunk chunk, long bytes) {
        read += chunk.employees().size();
        rejected += chunk.rejects().size();
        consumed = chunk.consumed();
        rejectBytes = bytes;
    }

    /** The file was read to its end, and all of it is with the broker. */
    void complete() {
        whole = true;
        consumed = request.bytes();
    }

    /** @param said by the consumer; of another session, or less than it said before, it comes too late */
    synchronized void see(SessionAccount said) {
        recover();
        if (!said.session().equals(session)) {
            return;
        }
        if (account == null || said.received() >= account.received() && (said.isEnded() || !account.isEnded())) {
            account = said;
        } else if (said.isEnded()) {
            account = account.ended(said.state());
        }
    }

    /** Whether the session has not yet received what was sent, and still may. */
    boolean isAwaited() {
        return !stopped && (account == null || !account.isEnded() && (gone || account.received() < read - received));
    }

    /** The part is over. Another one is needed if the session ended before everything was sent or received. */
    boolean isDone() {
        return stopped || whole && (request.dryRun() || account != null && account.received() >= read - received);
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
