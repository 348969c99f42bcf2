package caravan.minions;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** What the master sees of the minions: for people, and for the metrics. */
public class MinionFleetRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:minion-list").routeId("minion-list").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.master}}")
            .routeDescription("out: how every minion does, as JSON")
            .setBody(method("jobAnswer", "minions"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("timer:minions-metrics?period=5000").routeId("minions-metrics").routeConfigurationId("background")
            .precondition("{{caravan.role.master}}")
            .bean("minionsMetrics", "refresh");
    }
}
