package caravan.imports;

import io.vertx.core.VertxException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.builder.RouteBuilder;

/** What the publisher asks the consumer, over HTTP: any that keeps to the protocol. One that is away is waited for up to four seconds, an answer that may take long, forty. */
public class ConsumerCallRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:call-healthcheck").routeId("call-healthcheck")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("fails if the consumer does not answer OK")
            .bean("consumerAddress", "healthcheck")
            .to("direct:call-consumer")
            .bean("consumerAnswer", "ok");

        from("direct:call-clear").routeId("call-clear")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("its table is emptied")
            .bean("consumerAddress", "clear")
            .to("direct:call-consumer")
            .bean("consumerAnswer", "ok");

        from("direct:call-create").routeId("call-create")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("out: the UUID of a new session")
            .bean("consumerAddress", "create")
            .to("direct:call-consumer")
            .setBody(method("consumerAnswer", "created"));

        from("direct:call-process").routeId("call-process")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("it listens to the session of the property run; out: false if that has ended, or it knows none such")
            .bean("consumerAddress", "process")
            .to("direct:call-consumer")
            .filter(method("consumerAnswer", "isUnavailable"))
                .setProperty("why", method("consumerAnswer", "unavailable"))
                // One that lacks nothing has no room, and that is waited for without an end: it listens to others.
                .to("direct:call-healthcheck")
                .bean("importSteps", "succeed")
                .bean("importOutcome", "failAgain")
            .end()
            .setBody(method("consumerAnswer", "listens"));

        from("direct:call-session").routeId("call-session")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property session; out: its account")
            .bean("consumerAddress", "session")
            .to("direct:call-consumer")
            .setBody(method("consumerAnswer", "account"));

        from("direct:call-remove").routeId("call-remove")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property session; out: its last account, as complete")
            .bean("consumerAddress", "remove")
            .to("direct:call-consumer")
            .setBody(method("consumerAnswer", "account"))
            .setBody(method("consumerAnswer", "ended"));

        from("direct:call-abandon").routeId("call-abandon")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property session; out: its last account, as not complete")
            .bean("consumerAddress", "abandon")
            .to("direct:call-consumer")
            .setBody(method("consumerAnswer", "account"))
            .setBody(method("consumerAnswer", "ended"));

        from("direct:call-undo").routeId("call-undo")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property session; out: how many of its rows it has taken back")
            .setProperty("goesOn", constant(true))
            .loopDoWhile(exchangeProperty("goesOn"))
                .bean("consumerAddress", "undo")
                .to("direct:call-consumer")
                .setProperty("goesOn", method("consumerAnswer", "goesOn"))
            .end()
            .setBody(method("consumerAnswer", "undone"));

        from("direct:call-consumer").routeId("call-consumer")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: the request's headers; out: the answer, whatever its status; fails if there is none")
            .doTry()
                .choice()
                    .when(simple("${header.patient} == true"))
                        .removeHeader("patient")
                        .to("vertx-http:http://consumer?throwExceptionOnFailure=false&webClientOptions=#bean:consumerClient&timeout=40000")
                    .otherwise()
                        .to("vertx-http:http://consumer?throwExceptionOnFailure=false&webClientOptions=#bean:consumerClient&timeout=3500")
                .end()
            .endDoTry()
            .doCatch(IOException.class, TimeoutException.class, VertxException.class)
                .bean("consumerAnswer", "away")
            .end();
    }
}
