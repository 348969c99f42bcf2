package caravan.market;

import caravan.shared.fleet.Fleet;
import caravan.shared.fleet.InstanceState;
import caravan.shared.page.Pages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the market answers, as plain values. */
public final class MarketAnswer {

    /** The exchange property with a {@code Set-Cookie} that is to go out. */
    static final String COOKIE = "cookie";

    private final Fleet fleet;

    MarketAnswer(Fleet fleet) {
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

    /** @return instance, address, passing, breaker, asked, share, failed, pending, latency (milliseconds) */
    public List<Map<String, Object>> fleet() {
        List<InstanceState> states = fleet.states();
        long all = states.stream().mapToLong(InstanceState::asked).sum();
        return states.stream().map(state -> document(state, all)).toList();
    }

    private static Map<String, Object> document(InstanceState state, long all) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("instance", state.instance().id());
        document.put("address", state.instance().address().toString());
        document.put("passing", state.passing());
        document.put("breaker", state.breaker());
        document.put("asked", state.asked());
        document.put("share", all == 0 ? 0 : Math.round(1000.0 * state.asked() / all) / 1000.0);
        document.put("failed", state.failed());
        document.put("pending", state.pending());
        document.put("latency", state.latency().toNanos() / 1_000_000.0);
        return document;
    }
}
