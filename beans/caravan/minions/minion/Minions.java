package caravan.minions.minion;

import caravan.minions.JobDocument;
import caravan.minions.JobJson;
import caravan.shared.UuidText;
import caravan.shared.registry.InstanceGate;
import caravan.shared.registry.LocalInstance;
import caravan.shared.registry.LocalInstance.State;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The minions of this process with their jobs. To the Idempotent Receiver it is the repository: a key is a job's UUID, at
 * the minion that is asked. A paused minion does nothing, as if its process were stopped; a stopped one has forgotten all.
 */
public final class Minions extends ServiceSupport implements IdempotentRepository {

    private final Map<LocalInstance, MinionJobs> minions = new ConcurrentHashMap<>();
    private final int most;

    /** @param most jobs that one minion has at once */
    Minions(int most) {
        this.most = most;
    }

    /** A job as it was ordered. */
    public Work accept(@Body Order order) {
        return new Work(order, System.nanoTime() + order.delay().toNanos());
    }

    /** Whether a job is to be done now. */
    public boolean isDue(@ExchangeProperty("work") Work work) {
        return work.isDue(System.nanoTime());
    }

    /** Keeps a job until it is due. */
    public void delay(@ExchangeProperty("work") Work work, @ExchangeProperty(InstanceGate.LOCAL) LocalInstance minion) {
        jobs(minion).delay(work);
    }

    /** @return jobs that are due, of all minions that run: some at a time */
    public List<Doing> due() {
        minions.forEach((minion, jobs) -> jobs.forgetOld(System.nanoTime()));
        return minions.entrySet().stream()
                .filter(entry -> runs(entry.getKey(), entry.getValue()))
                .flatMap(entry ->
                        entry.getValue().due(System.nanoTime()).stream().map(work -> new Doing(entry.getKey(), work)))
                .toList();
    }

    /** A job that a minion does. */
    public record Doing(LocalInstance minion, Work work) {}

    /** A job was done. @param message what came of it @param result success or error */
    public void finish(
            @ExchangeProperty("work") Work work,
            @ExchangeProperty(InstanceGate.LOCAL) LocalInstance minion,
            @ExchangeProperty("result") String result,
            @ExchangeProperty("delayed") boolean delayed,
            @Body String message) {
        work.finish(message, result, System.nanoTime());
        jobs(minion).finished(work, delayed);
    }

    /** @return reports for the masters that are to be told now */
    public List<Report> reports() {
        return minions.entrySet().stream()
                .filter(entry -> runs(entry.getKey(), entry.getValue()))
                .flatMap(entry -> entry.getValue().reports(System.nanoTime()).stream())
                .toList();
    }

    /** A master has taken a report. */
    public void told(@ExchangeProperty("report") Report report) {
        report.jobs().told(report);
    }

    /** A master has not; it is told again. */
    public void untold(@ExchangeProperty("report") Report report) {
        report.jobs().untold(report, System.nanoTime());
    }

    /** @return the job as JSON @throws caravan.shared.http.Problem 400 if the minion has none of this UUID */
    public String document(@Body UUID id, @ExchangeProperty(InstanceGate.LOCAL) LocalInstance minion) {
        Work work = jobs(minion).find(id);
        if (work == null) {
            throw OrderForm.unknown(id);
        }
        return JobJson.of(JobDocument.of(id, null, work.message(), work.result()));
    }

    @Override
    public boolean add(Exchange exchange, String key) {
        return jobs(exchange.getProperty(InstanceGate.LOCAL, LocalInstance.class))
                .add(exchange.getProperty("work", Work.class), System.nanoTime());
    }

    @Override
    public boolean contains(Exchange exchange, String key) {
        return UuidText.read(key)
                .map(id -> jobs(exchange.getProperty(InstanceGate.LOCAL, LocalInstance.class))
                        .find(id))
                .isPresent();
    }

    @Override
    public boolean remove(Exchange exchange, String key) {
        UuidText.read(key).ifPresent(id -> jobs(exchange.getProperty(InstanceGate.LOCAL, LocalInstance.class))
                .remove(id));
        return true;
    }

    @Override
    public boolean confirm(Exchange exchange, String key) {
        return true;
    }

    @Override
    public boolean add(String key) {
        throw new UnsupportedOperationException("a job is kept by a minion, which the exchange names");
    }

    @Override
    public boolean contains(String key) {
        return false;
    }

    @Override
    public boolean remove(String key) {
        return false;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        minions.values().forEach(MinionJobs::clear);
    }

    private MinionJobs jobs(LocalInstance minion) {
        return minions.computeIfAbsent(minion, found -> new MinionJobs(most));
    }

    private static boolean runs(LocalInstance minion, MinionJobs jobs) {
        if (minion.state() == State.STOPPED) {
            jobs.clear();
        }
        return minion.state() == State.RUNNING;
    }
}
