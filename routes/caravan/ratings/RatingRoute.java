package caravan.ratings;

import caravan.shared.JsonText;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The rating of a thing, as an instance has it. */
public class RatingRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:rating").routeId("rating").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.ratings}}")
            .routeDescription("in: header thing, and instance if several run here; out: its rating as JSON; a paused instance lets wait")
            .process("ratingsGate")
            .setBody(method("ratings", "of"))
            .setBody(method(JsonText.class, "of"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));
    }
}
