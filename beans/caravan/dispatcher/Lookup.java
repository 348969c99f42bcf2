package caravan.dispatcher;

import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import caravan.shared.http.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.Header;

/** Questions about single tasks, by their UUIDs; those that come together are asked together. */
public final class Lookup implements AutoCloseable {

    /** How long a request waits for the database before it is answered 503. */
    static final long PATIENCE_MILLIS = 1800;

    private final Function<List<UUID>, List<Map<String, Object>>> query;
    private final Batch<UUID, String> batch;

    /** @param query answers rows of {@code id} and {@code answer}; none for a task that there is not */
    public Lookup(String name, Function<List<UUID>, List<Map<String, Object>>> query, Executor answers) {
        this.query = query;
        this.batch = new Batch<>(name, 500, 10_000, Gate.OPEN, this::read, answers);
    }

    /**
     * @param id a task's UUID in its text form (RFC 9562, section 4)
     * @return the answer as it goes out
     * @throws Problem 422 if that is no UUID; the stage fails with 404 if no task has it
     */
    public CompletionStage<String> find(@Header("uuid") String id) {
        return batch.add(TaskIds.read(id))
                .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .thenApply(answer -> {
                    if (answer == null) {
                        throw Problem.of(404, "There is no task " + id);
                    }
                    return answer;
                });
    }

    @Override
    public void close() {
        batch.close();
    }

    private List<String> read(List<UUID> ids) {
        Map<Object, String> answers = new HashMap<>();
        query.apply(ids).forEach(row -> answers.put(row.get("id"), (String) row.get("answer")));
        return ids.stream().map(answers::get).toList();
    }
}
