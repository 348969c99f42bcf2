package caravan.market;

import java.math.BigDecimal;

/** So many of a thing. @param quantity 1 to 99 */
public record CartItem(Thing thing, int quantity) {

    /** What they cost together. */
    public BigDecimal sum() {
        return thing.price().multiply(BigDecimal.valueOf(quantity));
    }
}
