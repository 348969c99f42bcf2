package caravan.market;

import caravan.shared.http.Problem;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** Whose cart a request is about. */
public final class CartRequest {

    /** The exchange property with the id of the cart; not there if the browser has none. */
    static final String CART = "cart";

    private final CartCookie cookie;

    CartRequest(CartCookie cookie) {
        this.cookie = cookie;
    }

    /** Whether the request may have a cart at all: if not, nobody need ask the database. */
    public boolean hasCookie(@Header("Cookie") String cookies) {
        return cookies != null && cookies.contains(CartCookie.NAME + "=");
    }

    /** Finds the cart's id in the cookie; a cookie that is forged, cut or of another version is none. */
    public void find(Exchange exchange) {
        Optional<UUID> cart = cookie.read(exchange.getMessage().getHeader("Cookie", String.class));
        cart.ifPresent(id -> exchange.setProperty(CART, id));
    }

    /** The same; a browser that has none gets one. */
    public void findOrMake(Exchange exchange) {
        find(exchange);
        UUID cart = exchange.getProperty(CART, UUID.class);
        if (cart == null) {
            cart = UUID.randomUUID();
            exchange.setProperty(CART, cart);
        }
        // Also a known one: it is kept from now on for as long as a new one is.
        exchange.setProperty(MarketAnswer.COOKIE, cookie.write(cart));
    }

    /** @throws Problem 409 if the last statement has added nothing */
    public void refuseFull(@Header("CamelJdbcUpdateCount") int added) {
        if (added == 0) {
            throw Problem.of(409, "There are 99 of this thing in the cart, and no more go in");
        }
    }
}
