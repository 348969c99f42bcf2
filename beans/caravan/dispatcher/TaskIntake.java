package caravan.dispatcher;

import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import caravan.shared.broker.ConfirmedPublisher;
import caravan.shared.broker.Parcel;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where tasks come in: stored with the others that came meanwhile, together with the outbox row that they share, then
 * answered, then handed to the publisher. If that does not come to pass (no room, no broker, killed in between), the relay
 * finds the outbox row.
 */
public final class TaskIntake implements AutoCloseable {

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Consumer<Accepted> store;
    private final ConfirmedPublisher publisher;
    private final Batch<NewTask, UUID> batch;

    /**
     * @param store writes a batch into the database; its exception is the answer to all of them
     * @param answers where the requests go on
     */
    public TaskIntake(Consumer<Accepted> store, ConfirmedPublisher publisher, Executor answers) {
        this.store = store;
        this.publisher = publisher;
        this.batch = new Batch<>("task-intake", 500, 10_000, Gate.OPEN, this::write, answers);
    }

    /**
     * @return the task's id, once it is stored; fails with a TimeoutException if that takes too long, and then nobody knows
     *     whether it is
     */
    public CompletionStage<UUID> accept(NewTask task) {
        return batch.add(task).orTimeout(Lookup.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        batch.close();
    }

    private List<UUID> write(List<NewTask> tasks) {
        Accepted accepted = new Accepted(ids.generate(), tasks);
        store.accept(accepted);
        publisher.offer(new Parcel(
                accepted.outbox(),
                TaskQueue.TASKS,
                tasks.stream()
                        .map(task -> new Parcel.Letter(task.id().toString(), task.requestId()))
                        .toList()));
        return tasks.stream().map(NewTask::id).toList();
    }
}
