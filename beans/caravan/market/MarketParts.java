package caravan.market;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Puts the parts of the shop's page together, each as a property of the exchange; one that failed or is late is not there. */
final class MarketParts implements AggregationStrategy {

    static final String THINGS = "things";
    static final String CART = "shownCart";

    @Override
    public Exchange aggregate(Exchange page, Exchange part) {
        Exchange whole = page == null ? part : page;
        if (part.getException() == null) {
            whole.setProperty(
                    part.getMessage().getBody() instanceof Cart ? CART : THINGS,
                    part.getMessage().getBody());
        }
        if (page == null) {
            whole.setException(null);
        }
        return whole;
    }
}
