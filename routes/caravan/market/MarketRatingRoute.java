package caravan.market;

import caravan.shared.fleet.Unanswered;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * The rating of one thing. Called for each thing of a page at once; holds no thread while it waits. At worst, after 1.2 s,
 * it is the last known rating, or none.
 */
public class MarketRatingRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:market-rating").routeId("market-rating")
            .precondition("{{caravan.role.market}}")
            .routeDescription("in: a Thing; out: the same with its rating, fresh or the last known")
            .setProperty("thing", body())
            .log(LoggingLevel.DEBUG, "caravan.market", "ASK for ${body.name}")
            .doTry()
                .loadBalance().custom("ratingsBalancer").id("market-rating-balance")
                    .to("direct:market-rating-call")
                .end()
                .bean("lastKnownRatings", "remember")
            .endDoTry()
            .doCatch(Unanswered.class)
                .bean("lastKnownRatings", "recall")
            .end();

        from("direct:market-rating-call").routeId("market-rating-call")
            .precondition("{{caravan.role.market}}")
            .routeDescription("in: the properties thing, and instance, which is asked; out: its Rating, or it fails, within a second")
            .removeHeaders("*")
            .setHeader(Exchange.HTTP_PATH, simple("/ratings/${exchangeProperty.thing.name}"))
            .process("ratingsCall")
            .bean("ratingAnswer", "read");
    }
}
