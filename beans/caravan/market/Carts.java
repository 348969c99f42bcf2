package caravan.market;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;

/** What the rows of a cart come to. */
public final class Carts {

    private final Things things;

    Carts(Things things) {
        this.things = things;
    }

    /** @param rows thing and quantity; what is no longer sold is passed over */
    public Cart of(@Body List<Map<String, Object>> rows) {
        List<Thing> sold = things.all();
        return new Cart(rows.stream()
                .flatMap(row -> sold.stream()
                        .filter(thing -> thing.name().equals(row.get("thing")))
                        .map(thing -> new CartItem(thing, (Integer) row.get("quantity"))))
                .sorted(Comparator.comparing(item -> sold.indexOf(item.thing())))
                .toList());
    }

    public Cart none(Exchange exchange) {
        return Cart.EMPTY;
    }
}
