package caravan.shared;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Pauses, stops and starts the instances that share this process: what kill and SIGSTOP are to a process of its own. */
public class InstanceRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:instances").routeId("instances").routeConfigurationId("http-problem")
            .precondition("{{caravan.instances.sharing}}")
            .routeDescription("out: the instances of this process, as JSON")
            .setBody(method("localInstances", "shown"))
            .setBody(method(JsonText.class, "of"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:instance-pause").routeId("instance-pause").routeConfigurationId("http-problem")
            .precondition("{{caravan.instances.sharing}}")
            .routeDescription("in: header instance; it keeps its callers waiting")
            .bean("localInstances", "pause")
            .to("direct:instances");

        from("direct:instance-stop").routeId("instance-stop").routeConfigurationId("http-problem")
            .precondition("{{caravan.instances.sharing}}")
            .routeDescription("in: header instance; it refuses its callers and is not registered")
            .bean("localInstances", "stop")
            .bean("registration", "hurry")
            .to("direct:instances");

        from("direct:instance-start").routeId("instance-start").routeConfigurationId("http-problem")
            .precondition("{{caravan.instances.sharing}}")
            .routeDescription("in: header instance; it runs again, and says so")
            .bean("localInstances", "start")
            .bean("registration", "hurry")
            .to("direct:instances");
    }
}
