package caravan.dispatcher;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Batches as parameters of SQL: an array a column, in the types that camel-jdbc hands to PostgreSQL as they are. The keys
 * are the names behind {@code :?} in the routes' statements.
 */
public final class TaskRows {

    private final WorkerSession session;

    public TaskRows(WorkerSession session) {
        this.session = session;
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
    public Map<String, Object> asked(WorkerBeans.Asked asked) {
        Map<String, Object> rows = mine();
        rows.put("ids", asked.ids().toArray(UUID[]::new));
        rows.put("held", asked.held().toArray(UUID[]::new));
        return rows;
    }

    /** How attempts ended; the last word on each task, for one statement takes only one. */
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

    /** This worker's session. */
    public Map<String, Object> mine() {
        Map<String, Object> rows = new HashMap<>();
        rows.put("session", session.id());
        rows.put("worker", session.worker());
        return rows;
    }

    private static <T> UUID[] ids(List<T> rows, Function<T, UUID> column) {
        return rows.stream().map(column).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
