package caravan.imports.consumer;

import caravan.shared.batch.Persevering;
import caravan.shared.broker.Broker;
import caravan.shared.database.DatabaseFailure;
import caravan.shared.http.Problems;
import caravan.shared.lifecycle.Closing;
import caravan.shared.start.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.PropertyInject;

/** The parts of the role consumer; made when its routes ask for them. */
@Configuration
public class ConsumerBeans {

    /** Less than a publisher waits for an account. */
    private static final Duration COUNTING = Duration.ofSeconds(2);

    @BindToRegistry(value = "sessionRequest", lazy = true)
    public SessionRequest sessionRequest() {
        return new SessionRequest();
    }

    @BindToRegistry(value = "sessionQueues", lazy = true)
    public SessionQueues sessionQueues(CamelContext context, Broker broker) {
        return Closing.with(context, new SessionQueues(broker.connectionFactory()));
    }

    @BindToRegistry(value = "sessionListeners", lazy = true)
    public SessionListeners sessionListeners(
            CamelContext context, SessionQueues queues, @PropertyInject("caravan.consumer.sessions") int most) {
        ProducerTemplate routes = context.createProducerTemplate();
        Function<SessionBatch, Void> save = new Persevering<>(
                "rows of an import cannot be saved",
                batch -> {
                    routes.sendBody("direct:session-save", batch);
                    return null;
                },
                DatabaseFailure::passes,
                context::isStopping);
        Function<Map<String, Object>, Void> end = new Persevering<>(
                "the end of a session cannot be noted",
                ended -> {
                    routes.sendBody("direct:session-ended", ended);
                    return null;
                },
                DatabaseFailure::passes,
                context::isStopping);
        SessionListener.Session target = new SessionListener.Session() {
            @Override
            public void save(SessionBatch batch) {
                save.apply(batch);
            }

            @Override
            public void end(UUID session, String state) {
                Map<String, Object> ended = new HashMap<>();
                ended.put("session", session);
                ended.put("state", state == null ? "not-completed" : state);
                end.apply(ended);
            }
        };
        return Closing.with(
                context,
                new SessionListeners(
                        most,
                        queues,
                        target,
                        context.getExecutorServiceManager().newCachedThreadPool(this, "session")));
    }

    @BindToRegistry(value = "sessionAnswer", lazy = true)
    public SessionAnswer sessionAnswer(CamelContext context) {
        ProducerTemplate routes = context.createProducerTemplate();
        return new SessionAnswer(new EmployeeCount(
                () -> routes.requestBody("direct:employees-count", null, Long.class),
                context.getExecutorServiceManager().newSingleThreadExecutor(this, "employees-count"),
                COUNTING));
    }

    @BindToRegistry(value = "sessionUndo", lazy = true)
    public SessionUndo sessionUndo() {
        return new SessionUndo(Duration.ofSeconds(25));
    }

    @BindToRegistry(value = "sessionRetention", lazy = true)
    public SessionRetention sessionRetention(Settings settings) {
        return new SessionRetention(settings.keep());
    }

    @BindToRegistry(value = "consumerErrors", lazy = true)
    public ConsumerErrors consumerErrors(Problems problems) {
        return new ConsumerErrors(problems);
    }
}
