package caravan.imports.publisher;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An import that runs, or waits for its turn: where it is, as its own thread writes it and others read it. It has a part for
 * each session, one after the other.
 */
public final class ImportRun {

    private final UUID id;
    private final ImportRequest request;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final AtomicBoolean claimed = new AtomicBoolean();
    private UUID fresh;
    private int parts;
    private long received;
    private int fruitless;
    private volatile ImportPart part;
    private volatile boolean stopped;
    private volatile Instant failing;
    private volatile String state = "running";
    private volatile String message;

    /** @param session the one that it begins with; null: it has to be created, or needs none */
    ImportRun(UUID id, ImportRequest request, UUID session) {
        this.id = id;
        this.request = request;
        this.fresh = session;
    }

    public UUID id() {
        return id;
    }

    public ImportRequest request() {
        return request;
    }

    /** The one that runs; null before the first one, and between two. To be read once for what belongs together. */
    public ImportPart part() {
        return part;
    }

    /** The session that is there, for the part that runs or for the first one; null if there is none. */
    public UUID session() {
        ImportPart now = part;
        return now == null ? fresh : now.session();
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

    /** Its turn has come. @param before parts that were before @param rows that they have received */
    void inherit(int before, long rows) {
        recover();
        parts = before;
        received = rows;
        if (fresh != null) {
            begin(null);
        }
    }

    /** A part begins, unless it has already. @param created its session; null: there is one, or none is needed */
    void begin(UUID created) {
        if (part == null) {
            part = new ImportPart(fresh == null ? created : fresh, ++parts, received);
            fresh = null;
        }
    }

    /** What the consumer says of a session. */
    void see(SessionAccount said) {
        ImportPart now = part;
        if (now != null) {
            now.see(said);
        }
    }

    /** Whether there is a session, and nothing known of its end. */
    boolean hasSession() {
        ImportPart now = part;
        return now == null ? fresh != null : now.isOpen();
    }

    /** Whether everything was sent, and received. */
    boolean isComplete() {
        ImportPart now = part;
        return now != null && now.isComplete();
    }

    /** Whether no part is needed any more; another one is if a session ended before everything was sent or received. */
    boolean isDone() {
        return stopped || isComplete();
    }

    /** The next part begins after what this one's session has received. @return sessions, up to this one, that received nothing */
    int next() {
        long came = part.received();
        fruitless = came > 0 ? 0 : fruitless + 1;
        received += came;
        part = null;
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
