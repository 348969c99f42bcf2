package caravan.dispatcher;

import org.apache.camel.builder.RouteBuilder;

/** Where events come in over HTTP. */
public class EventApi extends RouteBuilder {

    @Override
    public void configure() {
        rest("/receive").disabled("{{!caravan.role.dispatcher}}").tag("dispatcher")
            .post().id("receive-post")
                .description("Accepts an event of CloudEvents 1.0 (structured or binary), a batch of them, or one of CloudEvents 0.1"
                    + " (application/json). The same source and id again is the same task.")
                .consumes("application/cloudevents+json,application/cloudevents-batch+json,application/json,*/*")
                .produces("application/json")
                .responseMessage(202, "the task's UUID as a JSON string; for a batch a JSON array of them, in its order")
                .responseMessage(400, "an event is malformed; it is said which attribute is wrong, and nothing is accepted")
                .responseMessage(413, "the body is too large, or holds too many events")
                .responseMessage(415, "this content type is not taken; those that are, are listed")
                .to("direct:receive");

        // The REST DSL has no OPTIONS.
        from("platform-http:/receive?httpMethodRestrict=OPTIONS").routeId("receive-options")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: a sender of webhooks that asks for permission; out: the answer")
            .to("direct:webhook-handshake");
    }
}
