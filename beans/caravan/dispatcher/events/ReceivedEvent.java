package caravan.dispatcher.events;

import caravan.dispatcher.Event;
import java.util.Map;

/**
 * An event that was read and found to be one.
 *
 * @param columns how its task is to show it
 * @param data JSON: the input of the application
 * @param document what rules look at: the attributes by their names in CloudEvents 1.0, and {@code data}
 */
public record ReceivedEvent(Event columns, String data, Map<String, Object> document) {}
