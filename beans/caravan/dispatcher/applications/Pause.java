package caravan.dispatcher.applications;

import caravan.dispatcher.ApplicationStart;
import caravan.dispatcher.InputRejected;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** What {@code sleep} does. */
public final class Pause {

    private static final BigDecimal LONGEST = BigDecimal.valueOf(3600);

    /**
     * Takes its time without a thread, and not beyond the end of its task.
     *
     * @param input as {@link #milliseconds} takes it
     * @param over done when the task has been cancelled or is out of time; null: never
     * @return the input, then
     */
    public CompletionStage<Object> take(
            @Body Object input, @ExchangeProperty(ApplicationStart.TASK_OVER) CompletionStage<?> over) {
        CompletableFuture<Object> time =
                new CompletableFuture<>().completeOnTimeout(input, milliseconds(input), TimeUnit.MILLISECONDS);
        if (over != null) {
            over.whenComplete((result, failure) -> time.complete(input));
        }
        // Not on the one thread of all time-outs.
        return time.thenApplyAsync(Function.identity());
    }

    /**
     * @param input one number of seconds, 0 to 3600, as a list of one or by itself
     * @return the same in milliseconds
     * @throws InputRejected if it is something else
     */
    public long milliseconds(Object input) {
        Object seconds = input instanceof List<?> one && one.size() == 1 ? one.get(0) : input;
        try {
            BigDecimal number = new BigDecimal(String.valueOf(seconds));
            if (number.signum() >= 0 && number.compareTo(LONGEST) <= 0) {
                return number.movePointRight(3).longValue();
            }
        } catch (NumberFormatException e) {
            // the same rejection
        }
        throw new InputRejected("sleep takes one number of seconds from 0 to 3600, not " + input);
    }
}
