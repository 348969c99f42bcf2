package caravan.shared;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestParamType;

/** The instances that share this process, and what one can do to them. */
public class InstanceApi extends RouteBuilder {

    @Override
    public void configure() {
        rest("/instances").disabled("{{!caravan.instances.sharing}}").tag("instances")
            .get().id("instances-get")
                .description("The instances that run in this process: name, address, and whether they are running, paused or stopped.")
                .produces("application/json")
                .to("direct:instances")
            .post("/{instance}/pause").id("instance-pause-post")
                .description("It keeps its callers waiting and sends no heartbeats, as a process does that was stopped by SIGSTOP.")
                .param().name("instance").type(RestParamType.path).description("its name, such as ratings-1").endParam()
                .responseMessage(200, "the instances as they are now")
                .responseMessage(404, "no such instance runs here")
                .to("direct:instance-pause")
            .post("/{instance}/stop").id("instance-stop-post")
                .description("It refuses its callers, and is taken out of the registry.")
                .param().name("instance").type(RestParamType.path).description("its name, such as ratings-1").endParam()
                .responseMessage(200, "the instances as they are now")
                .responseMessage(404, "no such instance runs here")
                .to("direct:instance-stop")
            .post("/{instance}/start").id("instance-start-post")
                .description("It runs again, whether it was paused or stopped; those who wait are answered.")
                .param().name("instance").type(RestParamType.path).description("its name, such as ratings-1").endParam()
                .responseMessage(200, "the instances as they are now")
                .responseMessage(404, "no such instance runs here")
                .to("direct:instance-start");
    }
}
