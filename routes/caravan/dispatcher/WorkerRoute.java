package caravan.dispatcher;

import java.util.concurrent.CancellationException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;

/**
 * A worker. A message is the ids of some tasks; it is acknowledged when each of them is somebody's business who lives, or
 * nobody's any more. So a message may come twice and a task is run once, unless its worker died in it.
 */
public class WorkerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("spring-rabbitmq:default?queues=caravan.tasks&connectionFactory=#rabbit&autoDeclare=false&disableReplyTo=true"
                + "&acknowledgeMode=MANUAL&asyncConsumer=true&prefetchCount={{caravan.worker.prefetch}}").routeId("worker-message")
            .routeConfigurationId("worker-message")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("in: the ids of tasks; out: they have been run, or are not ours to run")
            .setProperty(SpringRabbitMQConstants.CHANNEL, method("acknowledgement", "channel"))
            .bean("taskMessage", "ids")
            .to("direct:worker-tasks")
            .choice()
                .when(exchangeProperty(LeftBehind.PROPERTY))
                    .bean("acknowledgement", "giveBack")
                .otherwise()
                    .bean("acknowledgement", "acknowledge")
            .end();

        // A route of its own: a task's failure is the message's, and dealt with there, once.
        from("direct:worker-tasks").routeId("worker-tasks")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("in: the ids of tasks; out: each has gone its way, side by side")
            .split(body(), new LeftBehind()).parallelProcessing().executorService("worker-split")
                .bean("claims", "claim")
                .filter(body().isInstanceOf(ClaimedTask.class))
                    .to("direct:worker-run")
                .end()
            .end();

        from("direct:worker-run").routeId("worker-run")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("in: a task that we hold; out: its outcome is stored")
            .setProperty("task", body())
            .doTry()
                .bean("attempts", "run")   // direct:application-<name>, on an exchange of its own, for as long as it may
                .bean("outcomes", "succeeded")
            .endDoTry()
            .doCatch(InputRejected.class)
                .bean("outcomes", "rejected")
            .doCatch(CancellationException.class)
                .log(LoggingLevel.INFO, "caravan.worker", "${exchangeProperty.task.application} ${exchangeProperty.task.id} ended early: ${exception.message} [request ${exchangeProperty.task.requestId}]")
                .bean("outcomes", "failed")
            .doCatch(Throwable.class)
                .log(LoggingLevel.WARN, "caravan.worker", "${exchangeProperty.task.application} ${exchangeProperty.task.id} failed in attempt ${exchangeProperty.task.attempt}: ${exception.message} [request ${exchangeProperty.task.requestId}]")
                .bean("outcomes", "failed")
            .end()
            .log(LoggingLevel.DEBUG, "caravan.worker", "${exchangeProperty.task.application} ${body.id} attempt ${body.attempt}: ${body.status} [request ${exchangeProperty.task.requestId}]")
            .bean("completions", "record");

        from("timer:worker-lease?period={{caravan.worker.heartbeat}}&delay=0").routeId("worker-lease")
            .routeConfigurationId("background")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("says that this worker lives; also while it stops, until its tasks have ended")
            .shutdownRoute(ShutdownRoute.Defer)
            .to("direct:worker-renew");

        from("timer:worker-recall?period=1000").routeId("worker-recall")
            .routeConfigurationId("background")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("what runs here and is no longer ours, because it was cancelled or taken over, is interrupted")
            .shutdownRoute(ShutdownRoute.Defer)
            .setBody(method("attempts", "running"))
            .filter(simple("${body.size()} > 0"))
                .to("direct:worker-lost")
                .bean("attempts", "recall")
            .end();
    }
}
