package caravan.dispatcher.applications;

import caravan.dispatcher.InputRejected;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;

/** Adds numbers exactly. */
public final class Sum {

    /** Digits before or behind the point: a number with more is no number to add but an attack on our memory. */
    private static final int LONGEST = 1000;

    /**
     * @param input a collection of numbers, or of texts that are numbers; or a single one
     * @return their sum, without needless zeros; 0 if there are none
     * @throws InputRejected if one is no number, by name
     */
    public BigDecimal of(Object input) {
        Collection<?> numbers = input instanceof Collection<?> many ? many : Collections.singletonList(input);
        BigDecimal sum = BigDecimal.ZERO;
        for (Object number : numbers) {
            sum = sum.add(number(String.valueOf(number)));
        }
        // 4E+2 is 400 to a reader.
        return sum.signum() == 0 ? BigDecimal.ZERO : plain(sum.stripTrailingZeros());
    }

    private static BigDecimal number(String text) {
        try {
            if (text.length() <= LONGEST) {
                BigDecimal number = new BigDecimal(text);
                if (Math.abs((long) number.precision() - number.scale()) <= LONGEST
                        && Math.abs(number.scale()) <= LONGEST) {
                    return number;
                }
            }
        } catch (NumberFormatException e) {
            throw new InputRejected("'" + text + "' is not a number");
        }
        throw new InputRejected("A number has more than " + LONGEST + " digits");
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
