package caravan.shared;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** What all pages need besides themselves. */
public class PageRoute extends RouteBuilder {

    @Override
    public void configure() {
        rest("/style.css").tag("pages")
            .get().id("style-get")
                .description("The style sheet of all pages.")
                .produces("text/css")
                .to("direct:style");

        from("direct:style").routeId("style").routeConfigurationId("http-problem")
            .routeDescription("out: the style sheet")
            .to("language:constant:resource:classpath:pages/style.css?contentCache=true")
            .setHeader(Exchange.CONTENT_TYPE, constant("text/css; charset=utf-8"))
            .setHeader("Cache-Control", constant("max-age=300"));
    }
}
