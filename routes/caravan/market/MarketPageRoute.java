package caravan.market;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.concurrent.SynchronousExecutorService;

/** The shop's page: things and cart are asked for side by side. Without a database it has no cart, and without ratings none; it never fails, and never takes over 1.5 s. */
public class MarketPageRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:market-page").routeId("market-page").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.market}}")
            .routeDescription("out: the page")
            .to("direct:market-page-parts")
            .bean("marketPage", "answer");

        from("direct:market-page-parts").routeId("market-page-parts")
            .precondition("{{caravan.role.market}}")
            .routeDescription("out: the properties of MarketParts; apart from market-page, whose errors become answers: here one is a part that is not there")
            .multicast().aggregationStrategy("marketParts").parallelProcessing().executorService(new SynchronousExecutorService()).timeout(1300)
                .to("direct:market-things")
                .to("direct:market-page-cart")
            .end();

        from("direct:market-page-cart").routeId("market-page-cart")
            .precondition("{{caravan.role.market}}")
            .routeDescription("out: the cart, empty if the browser has none; the database is asked by threads of its own, of which there are few")
            .setBody(method("carts", "none"))
            .filter(method("cartRequest", "hasCookie"))
                .threads().executorService("cart")
                .to("direct:cart-find")
            .end();
    }
}
