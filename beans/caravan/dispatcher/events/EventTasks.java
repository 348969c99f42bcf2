package caravan.dispatcher.events;

import caravan.dispatcher.NewTask;
import caravan.dispatcher.TaskKey;
import caravan.shared.http.RequestId;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import org.apache.camel.ExchangeProperty;

/** Makes tasks of events. An event that comes again has the same key, whatever else is different in it. */
public final class EventTasks {

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    /** A task that this application is to run. */
    public NewTask accepted(
            @ExchangeProperty("event") ReceivedEvent event,
            @ExchangeProperty("application") String application,
            @ExchangeProperty(RequestId.PROPERTY) String requestId) {
        return task(event, application, requestId, null);
    }

    /** A task that has ended before it began: no rule matches the event. */
    public NewTask rejected(
            @ExchangeProperty("event") ReceivedEvent event, @ExchangeProperty(RequestId.PROPERTY) String requestId) {
        return task(
                event,
                null,
                requestId,
                "No rule matches this event, whose type is "
                        + Shown.quoted(event.columns().type()));
    }

    private NewTask task(ReceivedEvent event, String application, String requestId, String rejection) {
        TaskKey key = TaskKey.ofEvent(event.columns().source(), event.columns().id());
        return new NewTask(
                ids.generate(), application, "receive", event.columns(), event.data(), requestId, key, rejection);
    }
}
