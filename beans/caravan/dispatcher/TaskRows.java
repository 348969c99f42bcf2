package caravan.dispatcher;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.camel.ExchangeProperty;

/**
 * Batches as parameters of SQL: an array a column, in the types that camel-jdbc hands to PostgreSQL as they are. The keys
 * are the names behind {@code :?} in the routes' statements.
 */
public final class TaskRows {

    private final WorkerSession session;
    private final Duration lease;

    /** @param lease how long the session's tasks are its own when it does not renew */
    public TaskRows(WorkerSession session, Duration lease) {
        this.session = session;
        this.lease = lease;
    }

    /** New tasks and the outbox row that they share. */
    public Map<String, Object> accepted(Accepted batch) {
        List<NewTask> tasks = batch.tasks();
        Map<String, Object> rows = new HashMap<>();
        rows.put("outbox", batch.outbox());
        rows.put("ids", ids(tasks, NewTask::id));
        rows.put("applications", texts(tasks, NewTask::application));
        rows.put("names", texts(tasks, NewTask::name));
        rows.put("data", texts(tasks, NewTask::data));
        rows.put("requests", texts(tasks, NewTask::requestId));
        return rows;
    }

    /** What a worker asks for, and what it holds already. */
    public Map<String, Object> asked(Asked asked) {
        Map<String, Object> rows = mine();
        rows.put("ids", asked.ids().toArray(UUID[]::new));
        rows.put("held", asked.held().toArray(UUID[]::new));
        return rows;
    }

    /** What was asked for and not claimed. */
    public Map<String, Object> declined(
            @ExchangeProperty("asked") Asked asked, @ExchangeProperty("claimed") List<Map<String, Object>> claimed) {
        Set<UUID> ids = new LinkedHashSet<>(asked.ids());
        claimed.forEach(row -> ids.remove(row.get("id")));
        return Map.of("ids", ids.toArray(UUID[]::new));
    }

    /** Whether there is any such. */
    public boolean anyDeclined(
            @ExchangeProperty("asked") Asked asked, @ExchangeProperty("claimed") List<Map<String, Object>> claimed) {
        return claimed.size() < new LinkedHashSet<>(asked.ids()).size();
    }

    /** How attempts ended; each task once, as a worker holds it once. */
    public Map<String, Object> ended(List<Outcome> outcomes) {
        Map<String, Object> rows = mine();
        rows.put("ids", ids(outcomes, Outcome::id));
        rows.put("attempts", outcomes.stream().map(Outcome::attempt).toArray(Integer[]::new));
        rows.put("statuses", outcomes.stream().map(Outcome::status).toArray(Integer[]::new));
        rows.put("results", texts(outcomes, Outcome::result));
        rows.put("types", texts(outcomes, Outcome::exceptionType));
        rows.put("values", texts(outcomes, Outcome::exceptionValue));
        rows.put("tracebacks", texts(outcomes, Outcome::exceptionTraceback));
        return rows;
    }

    /** Ids alone. */
    public Map<String, Object> these(List<UUID> ids) {
        return Map.of("ids", ids.toArray(UUID[]::new));
    }

    /** This worker's session and its lease. */
    public Map<String, Object> mine() {
        Map<String, Object> rows = new HashMap<>();
        rows.put("session", session.id());
        rows.put("worker", session.worker());
        rows.put("lease", lease.toMillis() + " milliseconds");
        return rows;
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
