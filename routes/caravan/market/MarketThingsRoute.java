package caravan.market;

import caravan.shared.JsonText;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;

/** All things with their ratings, which are looked up side by side: each lookup gives the thread back as soon as it waits, so that one thread begins them all. */
public class MarketThingsRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:market-things").routeId("market-things")
            .precondition("{{caravan.role.market}}")
            .routeDescription("out: a list of RatedThing, in the order of the shop")
            .setBody(method("things", "all"))
            .split(body(), new GroupedBodyAggregationStrategy()).parallelProcessing().executorService(new SynchronousExecutorService())
                .to("direct:market-rating")
            .end();

        from("direct:market-things-answer").routeId("market-things-answer").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.market}}")
            .routeDescription("out: the same as JSON")
            .to("direct:market-things")
            .setBody(method("marketAnswer", "things"))
            .setBody(method(JsonText.class, "of"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));
    }
}
