package caravan.dispatcher.events;

import org.apache.camel.Exchange;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of the rules: events that the predicate holds for run the application.
 *
 * @param line its number in the file, from 1
 */
record Rule(int line, String application, Predicate predicate) {

    private static final Logger LOG = LoggerFactory.getLogger(Rule.class);

    /**
     * Whether the predicate holds for the exchange's body, a document of an event. One that cannot be evaluated (it asks for
     * a member that this event has not, say) does not.
     */
    boolean matches(Exchange exchange) {
        try {
            return predicate.matches(exchange);
        } catch (ExpressionEvaluationException e) {
            LOG.debug("The rule in line {} does not hold: {}", line, e.getMessage());
            return false;
        }
    }
}
