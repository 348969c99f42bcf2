package caravan.dispatcher;

import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import caravan.shared.http.Problem;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.Header;

/** What a person does to a task: asks for it, one after the other, and says how that went. */
public final class TaskChange implements AutoCloseable {

    private final String name;
    private final Batch<UUID, Map<String, Object>> changes;

    /**
     * @param name of what is done, as a participle: {@code cancelled}
     * @param change gets a task's id; answers one row, of the {@code line} of its status before, and whether it was
     *     {@code done}; none if there is no such task
     */
    public TaskChange(String name, Function<UUID, List<Map<String, Object>>> change, Executor answers) {
        this.name = name;
        this.changes = new Batch<>(
                "task-" + name,
                1,
                1000,
                Gate.OPEN,
                ids -> List.of(change.apply(ids.get(0)).stream().findFirst().orElse(Map.of())),
                answers);
    }

    /**
     * @param id a task's UUID
     * @return its id, when it is done
     * @throws Problem 422 if that is no UUID; the stage fails with 404 if no task has it, with 409 if its status does not
     *     allow it
     */
    public CompletionStage<String> change(@Header("uuid") String id) {
        return changes.add(TaskIds.read(id))
                .orTimeout(Lookup.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .thenApply(row -> {
                    if (row.isEmpty()) {
                        throw Problem.of(404, "There is no task " + id);
                    }
                    if (!Boolean.TRUE.equals(row.get("done"))) {
                        throw Problem.of(409, "A task at " + row.get("line") + " cannot be " + name);
                    }
                    return id;
                });
    }

    @Override
    public void close() {
        changes.close();
    }
}
