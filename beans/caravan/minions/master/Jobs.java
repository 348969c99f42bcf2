package caravan.minions.master;

import caravan.shared.UuidText;
import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import caravan.shared.http.EndWatch;
import caravan.shared.http.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.support.LRUCacheFactory;

/**
 * All jobs, in the database: stored, read and finished in batches of whatever comes together. Those that were finished of
 * late are in memory too, for they never change.
 */
public final class Jobs implements AutoCloseable {

    /** How long a request waits for the database before it is answered 503. */
    private static final long PATIENCE_MILLIS = 1800;

    private static final int MOST_CACHED = 20_000;
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_WAITING = 10_000;

    private final Map<UUID, Job> finished = LRUCacheFactory.newLRUCache(MOST_CACHED);
    private final Batch<Job, Job> storing;
    private final Batch<UUID, Optional<Job>> reading;
    private final Batch<Job, Job> holding;
    private final Batch<Job, Optional<Job>> finishing;
    private final EndWatch watch;

    /** What the batches are given to. */
    public interface Table {
        /** Adds new jobs. */
        void store(List<Job> jobs);

        /** @return those that there are */
        List<Job> read(List<UUID> ids);

        /** Notes who has them; those that are finished meanwhile stay as they are. */
        void hold(List<Job> jobs);

        /** @return those that are finished now, as they were first */
        List<Job> finish(List<Job> jobs);
    }

    /** @param watch is told what is finished @param answers where requests go on */
    Jobs(Table table, EndWatch watch, Executor answers) {
        this.watch = watch;
        storing = batch("job-intake", jobs -> each(jobs, table::store), answers);
        reading = batch("job-reading", ids -> matched(ids, table.read(ids), Function.identity()), answers);
        holding = batch("job-holding", jobs -> each(jobs, table::hold), answers);
        finishing = batch("job-finishing", jobs -> matched(jobs, table.finish(distinct(jobs)), Job::id), answers);
    }

    /** @return the job when it is stored */
    public CompletionStage<Job> store(@Body Job job) {
        return patiently(storing.add(job));
    }

    /**
     * @param id of a job, in its text form (RFC 9562, section 4)
     * @return the job; fails with a Problem 400 if there is none
     * @throws Problem 400 if it is no UUID
     */
    public CompletionStage<Job> find(@Header("uuid") String id) {
        UUID uuid = UuidText.read(id).orElseThrow(() -> unknown(id));
        Job known = finished.get(uuid);
        return known != null
                ? CompletableFuture.completedFuture(known)
                : patiently(reading.add(uuid)).thenApply(found -> {
                    found.filter(Job::isFinished).ifPresent(job -> finished.put(uuid, job));
                    return found.orElseThrow(() -> unknown(id));
                });
    }

    /** What a minion has said of a job is stored. @return the job as it now is: if it was finished before, as that */
    public CompletionStage<Job> record(@Body Job job) {
        if (!job.isFinished()) {
            return patiently(holding.add(job));
        }
        return patiently(finishing.add(job))
                // Another master was quicker just now.
                .thenCompose(stored -> stored.isPresent()
                        ? CompletableFuture.completedFuture(stored)
                        : patiently(reading.add(job.id())))
                .thenApply(stored -> {
                    stored.filter(Job::isFinished).ifPresent(this::remember);
                    return stored.orElse(job);
                });
    }

    /** The same of several; fails if one of them cannot be stored now. */
    public CompletionStage<Void> recordAll(@Body List<Job> jobs) {
        return CompletableFuture.allOf(
                jobs.stream().map(job -> record(job).toCompletableFuture()).toArray(CompletableFuture[]::new));
    }

    /** Forgets what is in memory: the table was emptied. */
    public void forget() {
        finished.clear();
    }

    @Override
    public void close() {
        List.of(storing, reading, holding, finishing).forEach(Batch::close);
    }

    private void remember(Job job) {
        finished.put(job.id(), job);
        watch.tell(List.of(job.id()));
    }

    private static Problem unknown(String id) {
        return Problem.of(400, "UUID '" + id + "' not valid");
    }

    private static <T> CompletionStage<T> patiently(CompletableFuture<T> asked) {
        return asked.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static <A, B> Batch<A, B> batch(String name, Function<List<A>, List<B>> write, Executor answers) {
        return new Batch<>(name, MOST_AT_ONCE, MOST_WAITING, Gate.OPEN, write, answers);
    }

    private static List<Job> each(List<Job> jobs, java.util.function.Consumer<List<Job>> step) {
        step.accept(distinct(jobs));
        return jobs;
    }

    /** Of the same job in one batch, the first. */
    private static List<Job> distinct(List<Job> jobs) {
        Map<UUID, Job> first = new HashMap<>();
        jobs.forEach(job -> first.putIfAbsent(job.id(), job));
        return List.copyOf(first.values());
    }

    private static <A> List<Optional<Job>> matched(List<A> asked, List<Job> found, Function<A, UUID> id) {
        Map<UUID, Job> byId = new HashMap<>();
        found.forEach(job -> byId.put(job.id(), job));
        return asked.stream()
                .map(each -> Optional.ofNullable(byId.get(id.apply(each))))
                .toList();
    }
}
