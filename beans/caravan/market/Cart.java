package caravan.market;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What somebody is about to buy, in the order in which it is sold. */
public record Cart(List<CartItem> items) {

    /** Nothing. */
    public static final Cart EMPTY = new Cart(List.of());

    /** How many things, each as often as it is in. */
    public int count() {
        return items.stream().mapToInt(CartItem::quantity).sum();
    }

    /** What all of it costs; exact. */
    public BigDecimal total() {
        return items.stream().map(CartItem::sum).reduce(new BigDecimal("0.00"), BigDecimal::add);
    }

    /** @return items (thing, quantity, price, sum), total, currency; amounts as texts, so that they stay exact */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("items", items.stream().map(Cart::document).toList());
        document.put("total", total().toPlainString());
        document.put("currency", Things.CURRENCY);
        return document;
    }

    private static Map<String, Object> document(CartItem item) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("thing", item.thing().name());
        document.put("quantity", item.quantity());
        document.put("price", item.thing().price().toPlainString());
        document.put("sum", item.sum().toPlainString());
        return document;
    }
}
