package caravan.dispatcher;

import caravan.shared.batch.Persevering;
import caravan.shared.broker.Broker;
import caravan.shared.broker.BrokerPresence;
import caravan.shared.database.DatabaseFailure;
import caravan.shared.health.Degraded;
import caravan.shared.lifecycle.Closing;
import com.fasterxml.uuid.Generators;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.PropertyInject;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.util.TimeUtils;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/** The parts of the role worker; made when its routes ask for them. */
@Configuration
public class WorkerBeans {

    /**
     * Bytes of the heap that there have to be for each character of the tasks that run: as objects JSON takes up to 25 times
     * its size, and others need memory too.
     */
    private static final int MEMORY_PER_CHARACTER = 64;

    /** In one message. */
    private static final int MOST_TASKS = 1000;

    @BindToRegistry(value = "workerSession", lazy = true)
    public WorkerSession workerSession(@PropertyInject("caravan.instance") int instance) {
        return new WorkerSession(Generators.timeBasedEpochGenerator().generate(), "worker-" + instance);
    }

    @BindToRegistry(value = "taskRows", lazy = true)
    public TaskRows taskRows(WorkerSession session, @PropertyInject("caravan.worker.lease") String lease) {
        return new TaskRows(session, Duration.ofMillis(TimeUtils.toMilliSeconds(lease)));
    }

    /** Connections of the routes that consume; on each the queues are declared before anything else. */
    @BindToRegistry(value = "rabbit", lazy = true)
    public ConnectionFactory rabbit(CamelContext context, Broker broker, TaskQueue queue) {
        CachingConnectionFactory factory = new CachingConnectionFactory(broker.connectionFactory());
        factory.setConnectionNameStrategy(connections -> "caravan routes");
        BrokerPresence presence = new BrokerPresence();
        factory.addConnectionListener(presence);
        factory.addConnectionListener(connection -> declare(queue, connection));
        HealthCheckRegistry.get(context).register(new Degraded("worker-broker", presence::trouble));
        // For those who send with confirm=enabled.
        factory.setPublisherConfirmType(ConfirmType.SIMPLE);
        Closing.with(context, factory::destroy);
        return factory;
    }

    @BindToRegistry(value = "claims", lazy = true)
    public Claims claims(
            CamelContext context,
            @PropertyInject("caravan.worker.concurrency") int concurrency,
            @PropertyInject("caravan.worker.prefetch") int prefetch) {
        ProducerTemplate routes = context.createProducerTemplate();
        AtomicBoolean leased = new AtomicBoolean();
        Persevering<Asked, List<ClaimedTask>> claim = new Persevering<>(
                "tasks cannot be claimed",
                asked -> {
                    // Others have to see the lease before they see what is claimed under it.
                    if (!leased.get()) {
                        routes.sendBody("direct:worker-renew", null);
                        leased.set(true);
                    }
                    return ask(routes, asked);
                },
                DatabaseFailure::passes,
                context::isStopping);
        return Closing.with(
                context,
                new Claims(
                        concurrency,
                        Runtime.getRuntime().maxMemory() / MEMORY_PER_CHARACTER,
                        MOST_TASKS * prefetch,
                        (ids, held) -> claim.apply(new Asked(ids, held)),
                        context::isStopping));
    }

    @BindToRegistry(value = "completions", lazy = true)
    public TaskCompletions completions(
            CamelContext context, Claims claims, @PropertyInject("caravan.worker.prefetch") int prefetch) {
        ProducerTemplate routes = context.createProducerTemplate();
        Persevering<List<Outcome>, Void> store = new Persevering<>(
                "outcomes of tasks cannot be stored",
                outcomes -> {
                    routes.sendBody("direct:worker-complete", outcomes);
                    return null;
                },
                failure -> !DatabaseFailure.isOfTheData(failure),
                context::isStopped);
        ExecutorService answers = context.getExecutorServiceManager().newFixedThreadPool(this, "worker-done", 2);
        return Closing.with(context, new TaskCompletions(claims, MOST_TASKS * prefetch, store::apply, answers));
    }

    @BindToRegistry(value = "attempts", lazy = true)
    public Attempts attempts(
            CamelContext context,
            Applications applications,
            Claims claims,
            @PropertyInject("caravan.worker.concurrency") int concurrency,
            @PropertyInject("caravan.dispatcher.attempts") int most) {
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        return Closing.with(
                context,
                new Attempts(
                        new ApplicationStart(context),
                        applications::timeout,
                        most,
                        claims::turn,
                        claims::vacate,
                        threads.newFixedThreadPool(this, "worker", concurrency),
                        threads.newSingleThreadScheduledExecutor(this, "worker-clock"),
                        threads.newFixedThreadPool(this, "worker-end", 2)));
    }

    @BindToRegistry(value = "outcomes", lazy = true)
    public Outcomes outcomes(
            @PropertyInject("caravan.dispatcher.attempts") int most,
            @PropertyInject("caravan.dispatcher.retry-delay") String first,
            @PropertyInject("caravan.dispatcher.retry-delay-most") String longest) {
        return new Outcomes(new Backoff(
                most,
                Duration.ofMillis(TimeUtils.toMilliSeconds(first)),
                Duration.ofMillis(TimeUtils.toMilliSeconds(longest)),
                new SecureRandom()));
    }

    @BindToRegistry(value = "acknowledgement", lazy = true)
    public Acknowledgement acknowledgement() {
        return new Acknowledgement();
    }

    @SuppressWarnings("unchecked")
    private static List<ClaimedTask> ask(ProducerTemplate routes, Asked asked) {
        List<Map<String, Object>> rows = routes.requestBody("direct:worker-claim", asked, List.class);
        return rows.stream().map(WorkerBeans::claimed).toList();
    }

    private static ClaimedTask claimed(Map<String, Object> row) {
        return new ClaimedTask(
                (UUID) row.get("id"),
                (String) row.get("application"),
                (String) row.get("data"),
                (Integer) row.get("attempts"),
                (String) row.get("request_id"));
    }

    private static void declare(TaskQueue queue, Connection connection) {
        try {
            queue.declare(connection.getDelegate());
        } catch (IOException | TimeoutException | RuntimeException e) {
            // Or Spring would go on with a connection on which nothing is declared.
            connection.close();
            throw new AmqpException("the queues cannot be declared", e);
        }
    }
}
