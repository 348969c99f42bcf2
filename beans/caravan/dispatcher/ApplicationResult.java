package caravan.dispatcher;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Takes from an application what it has become, its body or its exception, and nothing else: an application runs on an
 * exchange of its own, and may there remove headers, set properties or stop the routing as it likes.
 */
public final class ApplicationResult implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange task, Exchange application) {
        task.setException(application.getException());
        task.getMessage().setBody(application.getMessage().getBody());
        return task;
    }
}
