package caravan.dispatcher;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * A sender of events asks, before it sends, whether they are wanted: HTTP 1.1 Web Hooks for Event Delivery 1.0.2, section 4.
 * Without a sender's name it is an ordinary question for the methods.
 */
public class WebhookRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:webhook-handshake").routeId("webhook-handshake").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: headers WebHook-Request-…; out: headers WebHook-Allowed-…, or 403")
            .setBody(simple("${null}"))
            .setHeader("Allow", constant("OPTIONS, POST"))
            .filter(header("WebHook-Request-Origin").isNotNull())
                .bean("webhookSenders", "check")
                .setHeader("WebHook-Allowed-Rate", method("webhookSenders", "rate"))
                .setHeader("WebHook-Allowed-Origin", header("WebHook-Request-Origin"))
            .end()
            .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(200));
    }
}
