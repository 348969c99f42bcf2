package caravan.dispatcher.applications;

import caravan.dispatcher.InputRejected;
import java.math.BigDecimal;
import java.util.List;

/** How long {@code sleep} sleeps. */
public final class Pause {

    private static final BigDecimal LONGEST = BigDecimal.valueOf(3600);

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
