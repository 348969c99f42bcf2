package caravan.dispatcher;

import caravan.shared.batch.Batch;
import caravan.shared.batch.Gate;
import caravan.shared.broker.Broker;
import caravan.shared.broker.ConfirmedPublisher;
import caravan.shared.database.Database;
import caravan.shared.health.Degraded;
import caravan.shared.http.EndWatch;
import caravan.shared.lifecycle.Closing;
import caravan.shared.start.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.PropertyInject;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the role dispatcher; made when its routes ask for them. */
@Configuration
public class DispatcherBeans {

    private static final Logger LOG = LoggerFactory.getLogger(DispatcherBeans.class);

    @BindToRegistry(value = "applications", lazy = true)
    public Applications applications(
            CamelContext context, @PropertyInject("caravan.dispatcher.timeout") String timeout) {
        return new Applications(context, Duration.ofMillis(TimeUtils.toMilliSeconds(timeout)));
    }

    @BindToRegistry(value = "dispatchRequest", lazy = true)
    public DispatchRequest dispatchRequest(Applications applications) {
        return new DispatchRequest(applications);
    }

    @BindToRegistry(value = "taskQueue", lazy = true)
    public TaskQueue taskQueue(Database database) {
        return new TaskQueue(new OutboxRestore(database));
    }

    @BindToRegistry(value = "taskPublisher", lazy = true)
    public ConfirmedPublisher taskPublisher(CamelContext context, Broker broker, TaskQueue queue) {
        ProducerTemplate routes = context.createProducerTemplate();
        Batch<UUID, Void> published = Closing.with(
                context,
                new Batch<>(
                        "outbox-published",
                        10_000,
                        100_000,
                        // What is killed before that is published once more, and found done.
                        Gate.pausing(Duration.ofMillis(200)),
                        parcels -> {
                            routes.sendBody("direct:outbox-published", parcels);
                            return Collections.nCopies(parcels.size(), null);
                        },
                        Runnable::run));
        ConfirmedPublisher publisher =
                new ConfirmedPublisher(broker.connectionFactory(), queue::declare, parcel -> remove(parcel, published));
        HealthCheckRegistry.get(context)
                .register(new Degraded(
                        "broker",
                        () -> publisher.isConnected()
                                ? Optional.empty()
                                : Optional.of("The broker is away; tasks are accepted and wait in the outbox")));
        return Closing.with(context, publisher);
    }

    @BindToRegistry(value = "taskMessage", lazy = true)
    public TaskMessage taskMessage(@PropertyInject("caravan.dispatcher.message-tasks") int most) {
        return new TaskMessage(most);
    }

    @BindToRegistry(value = "intakeRows", lazy = true)
    public IntakeRows intakeRows() {
        return new IntakeRows();
    }

    @BindToRegistry(value = "taskIntake", lazy = true)
    public TaskIntake taskIntake(
            CamelContext context,
            IntakeRows rows,
            ConfirmedPublisher taskPublisher,
            TaskMessage messages,
            ExecutorService answers) {
        ProducerTemplate routes = context.createProducerTemplate();
        Function<Accepted, List<Map<String, Object>>> mixed = rows(context, "direct:task-store-mixed");
        Function<Accepted, Map<String, TaskIntake.Known>> store = batch -> {
            if (batch.isMixed()) {
                return rows.known(mixed.apply(batch));
            }
            routes.sendBody("direct:task-store", batch);
            return Map.of();
        };
        return Closing.with(context, new TaskIntake(store, taskPublisher, messages, answers));
    }

    @BindToRegistry(value = "endWatch", lazy = true)
    public EndWatch endWatch(CamelContext context, ExecutorService answers) {
        return new EndWatch(context::isStopping, answers);
    }

    @BindToRegistry(value = "cancellation", lazy = true)
    public TaskChange cancellation(CamelContext context, ExecutorService answers) {
        return Closing.with(context, new TaskChange("cancelled", rows(context, "direct:task-cancelled"), answers));
    }

    @BindToRegistry(value = "retry", lazy = true)
    public TaskChange retry(CamelContext context, ExecutorService answers) {
        return Closing.with(context, new TaskChange("retried", rows(context, "direct:task-retried"), answers));
    }

    @BindToRegistry(value = "replay", lazy = true)
    public Replay replay() {
        return new Replay(Clock.systemUTC());
    }

    @BindToRegistry(value = "taskHorizon", lazy = true)
    public TaskHorizon taskHorizon() {
        return new TaskHorizon(Clock.systemUTC());
    }

    @BindToRegistry(value = "taskStatuses", lazy = true)
    public Lookup taskStatuses(CamelContext context, ExecutorService answers) {
        return Closing.with(context, new Lookup("task-statuses", rows(context, "direct:task-statuses"), answers));
    }

    @BindToRegistry(value = "taskDocuments", lazy = true)
    public Lookup taskDocuments(CamelContext context, ExecutorService answers) {
        return Closing.with(context, new Lookup("task-documents", rows(context, "direct:task-documents"), answers));
    }

    @BindToRegistry(value = "taskList", lazy = true)
    public TaskList taskList(CamelContext context, ExecutorService answers) {
        return Closing.with(context, new TaskList(rows(context, "direct:task-page"), answers));
    }

    @BindToRegistry(value = "relay", lazy = true)
    public Relay relay(ConfirmedPublisher taskPublisher, TaskMessage messages) {
        return new Relay(taskPublisher, messages);
    }

    @BindToRegistry(value = "taskRetention", lazy = true)
    public TaskRetention taskRetention(Settings settings) {
        return new TaskRetention(settings.keep(), Clock.systemUTC());
    }

    /** Where requests go on whose batch has been written or read. */
    @BindToRegistry(value = "answers", lazy = true)
    public ExecutorService answers(CamelContext context) {
        return context.getExecutorServiceManager().newFixedThreadPool(this, "answers", 2);
    }

    /** If that does not come to pass, the row is published once more. */
    private static void remove(UUID parcel, Batch<UUID, Void> published) {
        try {
            published.add(parcel).exceptionally(failure -> {
                LOG.debug("Outbox row {} stays, and will be published again", parcel, failure);
                return null;
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("Outbox row {} stays, and will be published again", parcel, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <A> Function<A, List<Map<String, Object>>> rows(CamelContext context, String route) {
        ProducerTemplate routes = context.createProducerTemplate();
        return asked -> routes.requestBody(route, asked, List.class);
    }
}
