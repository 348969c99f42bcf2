package caravan.imports.publisher;

import caravan.imports.csv.Chunk;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Which step of an import that runs comes next, and what those before have come to. */
public final class ImportSteps {

    /** Sessions in a row that ended before they had received anything. */
    private static final int FRUITLESS = 3;

    private final BooleanSupplier stopping;

    /** @param stopping whether the program stops: then imports are left as they are */
    ImportSteps(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    /** What the sessions before have received. @param rows with {@code received} and {@code parts} */
    public void inherit(@Body List<Map<String, Object>> rows, @ExchangeProperty("run") ImportRun run) {
        run.inherit(
                ((Long) rows.get(0).get("parts")).intValue(), (Long) rows.get(0).get("received"));
    }

    /** Whether a part of the import is to be done now. */
    public boolean isUnfinished(@ExchangeProperty("run") ImportRun run) {
        return !run.isDone() && !stopping.getAsBoolean();
    }

    /** Whether the part needs a session that is not there yet. */
    public boolean needsSession(@ExchangeProperty("run") ImportRun run) {
        return run.session() == null && !run.request().dryRun();
    }

    /**
     * Whether these rows are the first that are sent to a session that is to be listened to before. Not earlier: it would end
     * while a long beginning of the file is passed over, which has only rejects, or what was received before.
     */
    public boolean isFirst(@Body Chunk chunk, @ExchangeProperty("run") ImportRun run) {
        return isUnheard(run)
                && run.request().isLive()
                && run.known(chunk) < chunk.employees().size();
    }

    /** Whether the part has a session to which nobody listens. */
    public boolean isUnheard(@ExchangeProperty("run") ImportRun run) {
        return run.session() != null && !run.isHeard();
    }

    /** The consumer listens. */
    public void hear(@ExchangeProperty("run") ImportRun run) {
        run.hear();
    }

    /** Whether the session has not yet received what was sent, and still may. */
    public boolean isAwaited(@ExchangeProperty("run") ImportRun run) {
        return run.isAwaited() && !stopping.getAsBoolean();
    }

    /** The step has succeeded. */
    public void succeed(@ExchangeProperty("run") ImportRun run) {
        run.recover();
    }

    /** What the consumer says of a session. */
    public void see(@Body SessionAccount account, @ExchangeProperty("run") ImportRun run) {
        run.see(account);
    }

    /** Whether everything was sent, and received. */
    public boolean isReceived(@ExchangeProperty("run") ImportRun run) {
        return run.isDone() && !run.isStopped();
    }

    /** Whether the session is to end now; not if only this program stops: the consumer goes on with what it has. */
    public boolean isClosing(@ExchangeProperty("run") ImportRun run) {
        return run.isDone() || !stopping.getAsBoolean();
    }

    /** Whether it was stopped before its session has ended. */
    public boolean hasLeft(@ExchangeProperty("run") ImportRun run) {
        return run.isStopped() && run.hasSession();
    }

    /** The part is over. @throws IllegalStateException if one session after the other ends too soon */
    public void next(@ExchangeProperty("run") ImportRun run) {
        if (!run.isDone() && run.next() >= FRUITLESS) {
            throw new IllegalStateException("the consumer's sessions end before anything is received");
        }
    }
}
