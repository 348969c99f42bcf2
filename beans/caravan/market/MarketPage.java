package caravan.market;

import caravan.shared.page.Pages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** The shop's page. */
public final class MarketPage {

    private final Pages pages;

    MarketPage(Pages pages) {
        this.pages = pages;
    }

    /** @param cart null if it cannot be had now */
    public void answer(
            @ExchangeProperty(MarketParts.THINGS) List<RatedThing> things,
            @ExchangeProperty(MarketParts.CART) Cart cart,
            Exchange exchange) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("things", things);
        parameters.put("cart", cart);
        pages.answer(exchange, "market/shop.jte", parameters);
    }
}
