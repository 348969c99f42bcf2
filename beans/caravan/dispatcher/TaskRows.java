package caravan.dispatcher;

import caravan.shared.database.Interval;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.camel.Body;
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

    /** What a worker asks for, and what it holds already. */
    public Map<String, Object> asked(Asked asked) {
        Map<String, Object> rows = mine();
        rows.put("ids", asked.ids().toArray(UUID[]::new));
        rows.put("held", asked.held().toArray(UUID[]::new));
        rows.put("newest", TaskIds.above(asked.ids()));
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
        rows.put("waits", outcomes.stream().map(Outcome::pause).toArray(Long[]::new));
        rows.put("statuses", outcomes.stream().map(Outcome::status).toArray(Integer[]::new));
        rows.put("results", texts(outcomes, Outcome::result));
        rows.put("types", texts(outcomes, Outcome::exceptionType));
        rows.put("values", texts(outcomes, Outcome::exceptionValue));
        rows.put("tracebacks", texts(outcomes, Outcome::exceptionTraceback));
        return rows;
    }

    /** Ids of what we hold. */
    public Map<String, Object> held(Collection<UUID> ids) {
        Map<String, Object> rows = mine();
        rows.put("ids", ids.toArray(UUID[]::new));
        return rows;
    }

    /** One id. */
    public Map<String, Object> one(UUID id) {
        return Map.of("id", id);
    }

    /** @param application that is to run it, if it has none; may be null */
    public Map<String, Object> retried(
            @ExchangeProperty("task") UUID id, @ExchangeProperty("application") String application) {
        Map<String, Object> rows = new HashMap<>();
        rows.put("id", id);
        rows.put("application", application);
        return rows;
    }

    /** The column {@code id} of rows. */
    public List<UUID> ids(@Body List<Map<String, Object>> rows) {
        return rows.stream().map(row -> (UUID) row.get("id")).toList();
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
        rows.put("lease", Interval.of(lease));
        return rows;
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
