package caravan.dispatcher;

import caravan.shared.http.RequestId;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;

/**
 * Starts an application's route on an exchange of its own: whatever it does there to headers, properties or the routing, its
 * worker's exchange still has the task and its message.
 */
public final class ApplicationStart implements Attempts.Application {

    /** The task's UUID as text. */
    public static final String TASK_ID = "TaskId";

    /**
     * The exchange property with a CompletionStage that is done when the task has ended, or was cancelled or is out of time:
     * what waits without a thread, which nobody can interrupt, ends by it.
     */
    public static final String TASK_OVER = "TaskOver";

    /** Which attempt this is, from 1. */
    public static final String TASK_ATTEMPT = "TaskAttempt";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final CamelContext context;
    private final Map<String, AsyncProducer> producers = new ConcurrentHashMap<>();

    public ApplicationStart(CamelContext context) {
        this.context = context;
    }

    @Override
    public void start(ClaimedTask task, CompletionStage<?> over, BiConsumer<Object, Throwable> end)
            throws JsonProcessingException {
        AsyncProducer producer = producers.computeIfAbsent(task.application(), this::producer);
        Exchange exchange = producer.getEndpoint().createExchange(ExchangePattern.InOut);
        exchange.setProperty(TASK_OVER, over);
        Message input = exchange.getMessage();
        input.setHeader(TASK_ID, task.id().toString());
        input.setHeader(TASK_ATTEMPT, task.attempt());
        input.setHeader(RequestId.HEADER, task.requestId());
        input.setBody(JSON.readValue(task.data(), Object.class));
        producer.process(exchange, doneSync -> end.accept(exchange.getMessage().getBody(), exchange.getException()));
    }

    private AsyncProducer producer(String application) {
        try {
            // It is there or it is not: nobody waits for an application to appear.
            AsyncProducer producer = context.getEndpoint("direct:application-" + application + "?block=false")
                    .createAsyncProducer();
            producer.start();
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException("the application '" + application + "' cannot be started", e);
        }
    }
}
