package caravan.market;

import java.math.BigDecimal;

/**
 * A thing that one can buy.
 *
 * @param name as paths have it, such as {@code camera}
 * @param price exact, with the digits that are shown
 * @param currency by ISO 4217
 */
public record Thing(String name, BigDecimal price, String currency) {}
