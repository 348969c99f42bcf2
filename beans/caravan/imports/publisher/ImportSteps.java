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
        ImportPart part = run.part();
        return part.session() != null
                && !part.isHeard()
                && run.request().isLive()
                && part.known(chunk) < chunk.employees().size();
    }

    /** Whether nobody listens to the session, and all that it is to have is there; or it has no queue, which nobody else finds. */
    public boolean needsListener(@ExchangeProperty("run") ImportRun run) {
        ImportPart part = run.part();
        return part.isOpen()
                && !part.isHeard()
                && (part.isWhole() || part.isGone())
                && !run.isStopped()
                && !stopping.getAsBoolean();
    }

    /** The consumer listens. */
    public void hear(@ExchangeProperty("run") ImportRun run) {
        run.recover();
        run.part().hear();
    }

    /** The consumer does not listen: another session has to follow. */
    public void refuse(@ExchangeProperty("run") ImportRun run) {
        run.recover();
        run.part().refuse();
    }

    /** Whether the session has not yet received what was sent, and still may. */
    public boolean isAwaited(@ExchangeProperty("run") ImportRun run) {
        return !run.isStopped() && !stopping.getAsBoolean() && run.part().isAwaited();
    }

    /** The step has succeeded. */
    public void succeed(@ExchangeProperty("run") ImportRun run) {
        run.recover();
    }

    /** What the consumer says of a session; that is no step of the import. */
    public void see(@Body SessionAccount account, @ExchangeProperty("run") ImportRun run) {
        run.see(account);
    }

    /** Whether everything was sent, and received. */
    public boolean isReceived(@ExchangeProperty("run") ImportRun run) {
        return run.isComplete() && !run.isStopped();
    }

    /** Whether the session is to end now; not if only this program stops: the consumer goes on with what it has. */
    public boolean isClosing(@ExchangeProperty("run") ImportRun run) {
        return run.isDone() || !stopping.getAsBoolean();
    }

    /** Whether it was stopped before its session has ended. */
    public boolean leavesSession(@ExchangeProperty("run") ImportRun run) {
        return run.isStopped() && run.hasSession();
    }

    /** The part is over; if it is to be the last one, it stays. @throws IllegalStateException if one session after the other ends too soon */
    public void next(@ExchangeProperty("run") ImportRun run) {
        if (isUnfinished(run) && run.next() >= FRUITLESS) {
            throw new IllegalStateException("the consumer's sessions end before anything is received");
        }
    }
}
