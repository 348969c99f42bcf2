package caravan.dispatcher.events;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The answer to events that were taken. */
public final class Receipt {

    /**
     * @param tasks of the events, in their order
     * @return a JSON string of the one, or for a batch an array of all
     */
    public String of(@Body List<UUID> tasks, @ExchangeProperty("batch") boolean batch) {
        String texts = tasks.stream().map(task -> "\"" + task + "\"").collect(Collectors.joining(","));
        return batch ? "[" + texts + "]" : texts;
    }
}
