package caravan.dispatcher;

import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

/**
 * Events come in, one or a batch of them. The rules say which application each one is for; they are answered when the tasks
 * of all of them stand in the database. At worst (one of them is malformed, or there is no database) none is there.
 */
public class EventRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:receive").routeId("receive").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: headers and body of a request; out: 202 and the UUIDs of tasks that are stored")
            .setProperty("batch", method("eventReader", "isBatch"))
            .bean("eventReader", "read")
            .filter(simple("${body.size} > 0"))
                .split(body(), AggregationStrategies.groupedBody()).stopOnException()
                    .to("direct:event-task")
                .end()
                .bean("taskIntake", "accept")
                .setHeader("Location", simple("/get/${body[0]}"))
            .end()
            .bean("receipt", "of")
            .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:event-task").routeId("event-task")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: an event; out: the task of the application that the rules name, or one that is rejected")
            .setProperty("event", body())
            .setBody(simple("${body.document}"))
            .setProperty("application", method("rules", "application"))
            .choice()
                .when(exchangeProperty("application").isNotNull())
                    .setBody(method("eventTasks", "accepted"))
                .otherwise()
                    .setBody(method("eventTasks", "rejected"))
            .end();

        from("timer:rules-reload?period={{caravan.dispatcher.rules-period}}").routeId("rules-reload")
            .routeConfigurationId("background")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("takes the file of the rules if it has changed")
            .bean("rules", "reload");
    }
}
