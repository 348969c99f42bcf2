package caravan.dispatcher.applications;

import caravan.dispatcher.ApplicationStart;
import caravan.dispatcher.InputRejected;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** What {@code fail} does: it fails as often as it was told to, so that one can watch a task being tried again. */
public final class PlannedFailure {

    private static final int MOST = 1000;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,4}");

    /**
     * @param input how many attempts fail, 0 to 1000, as a list of one or by itself
     * @param attempt which attempt this is, from 1
     * @return the attempt, the first one that did not have to fail
     * @throws IllegalStateException if this one has to
     * @throws InputRejected if the input is something else
     */
    public int attempt(@Body Object input, @Header(ApplicationStart.TASK_ATTEMPT) int attempt) {
        int failing = failing(input);
        if (attempt <= failing) {
            throw new IllegalStateException("Attempt " + attempt + " fails, as told: the first " + failing + " do");
        }
        return attempt;
    }

    private static int failing(Object input) {
        Object number = input instanceof List<?> one && one.size() == 1 ? one.get(0) : input;
        String text = String.valueOf(number);
        if (DIGITS.matcher(text).matches() && Integer.parseInt(text) <= MOST) {
            return Integer.parseInt(text);
        }
        throw new InputRejected("fail takes one whole number of attempts from 0 to " + MOST);
    }
}
