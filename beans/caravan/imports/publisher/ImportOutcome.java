package caravan.imports.publisher;

import caravan.shared.database.DatabaseFailure;
import caravan.shared.http.Problem;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an import has come to. */
public final class ImportOutcome {

    private static final Logger LOG = LoggerFactory.getLogger(ImportOutcome.class);

    private final Duration patience;
    private final Clock clock;

    /** @param patience with what is away in the middle of an import */
    ImportOutcome(Duration patience, Clock clock) {
        this.patience = patience;
        this.clock = clock;
    }

    /** Whether a failure passes by itself: the database or the consumer is away. */
    public boolean passes(@ExchangeException Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem.status() == 503;
            }
        }
        return DatabaseFailure.passes(failure);
    }

    /** Whether a step that has failed is to be taken again. */
    public boolean hasPatience(Exchange exchange) {
        ImportRun run = exchange.getProperty("run", ImportRun.class);
        return !run.isStopped()
                && !exchange.getContext().isStopping()
                && run.failingSince(clock.instant()).plus(patience).isAfter(clock.instant());
    }

    /** Whether the program goes on. */
    public boolean hasTime(Exchange exchange) {
        return !exchange.getContext().isStopping();
    }

    /** It was gone through to its end, or it or the program was stopped. */
    public void settle(@ExchangeProperty("run") ImportRun run) {
        if (run.isStopped()) {
            run.end("stopped", null);
            return;
        }
        if (!run.isDone()) {
            run.end("not-completed", "The publisher was stopped; resume goes on");
            return;
        }
        ImportPart part = run.part();
        LOG.info(
                "Import {} is completed: {} rows sent, {} rejected",
                run.id(),
                part.sent(),
                part.progress().rejected());
        SessionAccount account = part.account();
        run.end(
                "completed",
                account != null && account.saved() == null ? "The consumer does not say what it saved" : null);
    }

    /** Something failed, and was tried for as long as there is patience. */
    public void fail(Exchange exchange) {
        ImportRun run = exchange.getProperty("run", ImportRun.class);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String reason = innermost(failure);
        if (run.isStopped()) {
            run.end("stopped", reason);
            return;
        }
        LOG.warn("Import {} is not completed: {}", run.id(), reason);
        LOG.debug("The cause", failure);
        run.end("not-completed", reason);
    }

    /** The last account could not be stored: the one before stays, and the import can be resumed. */
    public void noteUnstored(Exchange exchange) {
        ImportRun run = exchange.getProperty("run", ImportRun.class);
        LOG.warn(
                "The end of import {} cannot be stored: {}",
                run.id(),
                innermost(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
    }

    /** The session of an import that was stopped could not be ended: it ends by itself when nothing comes. */
    public void noteLeft(Exchange exchange) {
        ImportRun run = exchange.getProperty("run", ImportRun.class);
        LOG.warn(
                "The session {} of the stopped import {} is left with the consumer: {}",
                run.session(),
                run.id(),
                innermost(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
    }

    /** @throws Exception the one in the property {@code why} */
    public void failAgain(@ExchangeProperty("why") Exception why) throws Exception {
        throw why;
    }

    private static String innermost(Throwable failure) {
        String reason = failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = cause.getMessage() != null ? cause.getMessage() : reason;
            if (cause instanceof Problem) {
                break;
            }
        }
        return reason;
    }
}
