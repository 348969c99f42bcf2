package caravan.dispatcher;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * What has become of a message's tasks, taken together: if one of them was left because the worker stops, the message has
 * to go back; if one could not be dealt with, that is the message's failure. What is done by then is found done the next time.
 */
public final class LeftBehind implements AggregationStrategy {

    /** The exchange property that says so: true or false. */
    public static final String PROPERTY = "leftBehind";

    @Override
    public Exchange aggregate(Exchange message, Exchange task) {
        Exchange together = message == null ? task : message;
        boolean left = Claims.Declined.STOPPING.equals(task.getMessage().getBody());
        together.setProperty(PROPERTY, left || together.getProperty(PROPERTY, false, boolean.class));
        if (together.getException() == null) {
            together.setException(task.getException());
        }
        return together;
    }
}
