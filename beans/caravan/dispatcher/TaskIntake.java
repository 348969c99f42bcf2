package caravan.dispatcher;

import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import caravan.shared.broker.ConfirmedPublisher;
import caravan.shared.broker.Parcel;
import caravan.shared.http.Problem;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Where tasks come in: stored with the others that came meanwhile, together with the outbox row that they share, then
 * answered, then handed to the publisher. If that does not come to pass (no room, no broker, killed in between), the relay
 * finds the outbox row. A task whose key is known already is not stored: its first one is the answer.
 */
public final class TaskIntake implements AutoCloseable {

    /** Characters of tasks that may wait to be stored; more would be taken from the memory of everything else. */
    private static final long MOST_WAITING = 16 * 1024 * 1024;

    /** Tasks after which no further request is added to a statement; a request with a batch of events may be larger. */
    private static final int MOST_AT_ONCE = 500;

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Function<Accepted, Map<String, Known>> store;
    private final ConfirmedPublisher publisher;
    private final TaskMessage messages;
    private final Batch<List<NewTask>, List<Object>> batch;
    private final AtomicLong waiting = new AtomicLong();

    /** What a key stands for: the first task that had it, and the digest of its request, or null. */
    public record Known(UUID task, String request) {}

    /**
     * @param store writes a batch into the database, and answers what each key in it stands for now; its exception is the
     *     answer to all of them
     * @param answers where the requests go on
     */
    public TaskIntake(
            Function<Accepted, Map<String, Known>> store,
            ConfirmedPublisher publisher,
            TaskMessage messages,
            Executor answers) {
        this.store = store;
        this.publisher = publisher;
        this.messages = messages;
        this.batch = new Batch<>("task-intake", 500, 10_000, Gate.OPEN, this::write, answers);
    }

    /**
     * Takes all of these tasks, or none.
     *
     * @return their ids in their order, once they are stored; the first one's for a task whose key is known. Fails with a
     *     TimeoutException if that takes too long, and then nobody knows whether they are; with a {@link Problem} 422 if a
     *     key is known with another request
     * @throws RejectedExecutionException if too much waits already
     */
    public CompletionStage<List<UUID>> accept(List<NewTask> tasks) {
        long size = tasks.stream().mapToLong(NewTask::size).sum();
        long all = waiting.addAndGet(size);
        // What is larger by itself is taken when nothing else waits.
        if (all > MOST_WAITING && all > size) {
            waiting.addAndGet(-size);
            throw new RejectedExecutionException("too much waits to be stored");
        }
        CompletableFuture<List<Object>> asked;
        try {
            asked = batch.add(tasks);
        } catch (RejectedExecutionException e) {
            waiting.addAndGet(-size);
            throw e;
        }
        asked.whenComplete((written, failure) -> waiting.addAndGet(-size));
        // The batch's own future: who is told 503 before it is written is left out of it.
        return asked.orTimeout(Lookup.PATIENCE_MILLIS, TimeUnit.MILLISECONDS).thenApply(TaskIntake::ids);
    }

    /** The same for a single one. */
    public CompletionStage<UUID> acceptOne(NewTask task) {
        return accept(List.of(task)).thenApply(ids -> ids.get(0));
    }

    @Override
    public void close() {
        batch.close();
    }

    /** @return for each request, for each of its tasks: a UUID or a Problem */
    private List<List<Object>> write(List<List<NewTask>> requests) {
        List<List<Object>> answers = new ArrayList<>();
        int from = 0;
        int tasks = 0;
        for (int to = 0; to < requests.size(); to++) {
            tasks += requests.get(to).size();
            if (tasks >= MOST_AT_ONCE || to == requests.size() - 1) {
                answers.addAll(writeTogether(requests.subList(from, to + 1)));
                from = to + 1;
                tasks = 0;
            }
        }
        return answers;
    }

    private List<List<Object>> writeTogether(List<List<NewTask>> requests) {
        Map<String, NewTask> firsts = new LinkedHashMap<>();
        List<NewTask> tasks = new ArrayList<>();
        requests.stream().flatMap(Collection::stream).forEach(task -> {
            if (task.key() == null || firsts.putIfAbsent(task.key().digest(), task) == null) {
                tasks.add(task);
            }
        });
        Accepted accepted = new Accepted(ids.generate(), tasks);
        Map<String, Known> known = store.apply(accepted);
        List<TaskMessage.Entry> entries = tasks.stream()
                .filter(task -> task.rejection() == null && isNew(task, known))
                .map(task -> new TaskMessage.Entry(task.id(), task.requestId()))
                .toList();
        if (!entries.isEmpty()) {
            publisher.offer(new Parcel(accepted.outbox(), TaskQueue.TASKS, messages.letters(entries)));
        }
        return requests.stream()
                .map(request ->
                        request.stream().map(task -> answer(task, known)).toList())
                .toList();
    }

    private static boolean isNew(NewTask task, Map<String, Known> known) {
        return task.key() == null || known.get(task.key().digest()).task().equals(task.id());
    }

    private static Object answer(NewTask task, Map<String, Known> known) {
        if (task.key() == null) {
            return task.id();
        }
        Known first = known.get(task.key().digest());
        return task.key().request() == null || task.key().request().equals(first.request())
                ? first.task()
                : Problem.of(
                        422,
                        "This Idempotency-Key came before with another application or other arguments; its task is "
                                + first.task());
    }

    private static List<UUID> ids(List<Object> answers) {
        return answers.stream()
                .map(answer -> {
                    if (answer instanceof Problem problem) {
                        throw new CompletionException(problem);
                    }
                    return (UUID) answer;
                })
                .toList();
    }
}
