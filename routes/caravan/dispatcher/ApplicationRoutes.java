package caravan.dispatcher;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * The applications that come with the program. Input: the arguments as a list of strings, or an event's data. The body at
 * the end is the result. To add one, write a route like these, in a class of its own.
 */
public class ApplicationRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:application-add").routeId("application-add")
            .routeDescription("the sum of its numbers")
            .bean("sum", "of");

        from("direct:application-echo").routeId("application-echo")
            .routeDescription("its input")
            .log(LoggingLevel.DEBUG, "caravan.application", "echo ${body}");

        from("direct:application-sleep").routeId("application-sleep")
            .routeProperty("timeout", "61m")
            .routeDescription("waits for that many seconds, holding no thread; the result is what it was asked")
            .bean("pause", "take");

        from("direct:application-fail").routeId("application-fail")
            .routeDescription("fails as many attempts as it was asked for; the result is the number of the one that succeeds")
            .bean("plannedFailure", "attempt");

        from("direct:application-http").routeId("application-http")
            .routeDescription("GETs a URL of the allow-list; the result is the answer's body, at worst a 422 or another attempt")
            .bean("allowedUrls", "allowed")
            .bean("webClient", "get")
            .bean("webAnswer", "result");

        from("direct:application-exec").routeId("application-exec")
            .routeDescription("runs a program of the allow-list; the result is what it prints, at worst another attempt")
            .bean("allowedPrograms", "call")
            .bean("programRuns", "run");
    }
}
