package caravan.minions;

import caravan.shared.http.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** How long a job is to wait: seconds, as queries and forms have them. */
public final class Delay {

    /** The longest that is taken. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern FORM = Pattern.compile("[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+");
    private static final int MOST_CHARACTERS = 40;

    private Delay() {}

    /**
     * @param text digits with at most one decimal point, 0 to 3600; null: 0
     * @throws Problem 400 if it is anything else
     */
    public static Duration read(String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        if (text.length() <= MOST_CHARACTERS && FORM.matcher(text).matches()) {
            BigDecimal seconds = new BigDecimal(text.endsWith(".") ? text + "0" : text);
            if (seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) <= 0) {
                return Duration.ofNanos(seconds.movePointRight(9).longValue());
            }
        }
        throw Problem.of(
                400,
                "delay '" + (text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…")
                        + "' is not a number of seconds, 0 to 3600");
    }

    /** @return the same as text, such as {@code 2.500}; what is negative is 0 */
    public static String text(Duration delay) {
        return delay.isNegative() || delay.isZero()
                ? "0"
                : BigDecimal.valueOf(delay.toMillis(), 3).toPlainString();
    }
}
