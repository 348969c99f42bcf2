package caravan.market;

import caravan.shared.JsonText;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** What the market sees of the ratings' instances: for people, for the metrics, and the first ratings of all before anybody asks. */
public class MarketFleetRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:market-fleet").routeId("market-fleet").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.market}}")
            .routeDescription("out: the instances of the ratings, as JSON")
            .setBody(method("marketAnswer", "fleet"))
            .setBody(method(JsonText.class, "of"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("timer:market-fleet-metrics?period=5000").routeId("market-fleet-metrics").routeConfigurationId("background")
            .precondition("{{caravan.role.market}}")
            .bean("fleetMetrics", "refresh");

        from("timer:market-first?repeatCount=1").routeId("market-first").routeConfigurationId("background")
            .precondition("{{caravan.role.market}}")
            .setProperty("unasked", constant(true))
            .to("direct:market-things");
    }
}
