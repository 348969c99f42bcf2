package caravan.market;

import caravan.shared.fleet.FleetReport;
import caravan.shared.page.Pages;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the market answers, as plain values. */
public final class MarketAnswer {

    /** The exchange property with a {@code Set-Cookie} that is to go out. */
    static final String COOKIE = "cookie";

    private final FleetReport fleet;

    MarketAnswer(FleetReport fleet) {
        this.fleet = fleet;
    }

    public List<Map<String, Object>> things(@Body List<RatedThing> things) {
        return things.stream().map(RatedThing::document).toList();
    }

    /** The cart; a browser that has sent a form is sent back to the shop. */
    public Map<String, Object> cart(@Body Cart cart, Exchange exchange) {
        Message answer = exchange.getMessage();
        String cookie = exchange.getProperty(COOKIE, String.class);
        if (cookie != null) {
            answer.setHeader("Set-Cookie", cookie);
        }
        if (Pages.areWanted(exchange) && "POST".equals(answer.getHeader(Exchange.HTTP_METHOD))) {
            answer.setHeader("Location", "/market/");
            answer.setHeader(Exchange.HTTP_RESPONSE_CODE, 303);
        }
        answer.setHeader("Cache-Control", "no-store");
        return cart.document();
    }

    /** @return how every instance of the ratings does */
    public List<Map<String, Object>> fleet() {
        return fleet.list();
    }
}
