package caravan.dispatcher;

import org.apache.camel.LoggingLevel;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;

/**
 * A worker. A message is the id of a task; it is acknowledged when its task is somebody's business who lives, or nobody's
 * any more. So a message may come twice and a task is run once, unless its worker died in it.
 */
public class WorkerRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("spring-rabbitmq:default?queues=caravan.tasks&connectionFactory=#rabbit&autoDeclare=false&disableReplyTo=true"
                + "&acknowledgeMode=MANUAL&asyncConsumer=true&prefetchCount={{caravan.worker.prefetch}}").routeId("worker-task")
            .routeConfigurationId("worker-message")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("in: the id of a task; out: it has been run, or is not ours to run")
            .setProperty(SpringRabbitMQConstants.CHANNEL, method("acknowledgement", "channel"))
            .setBody(method("taskMessage", "id"))
            .bean("claims", "claim")
            .choice()
                .when(body().isInstanceOf(ClaimedTask.class))
                    .to("direct:worker-run")
                    .bean("acknowledgement", "acknowledge")
                .when(body().isEqualTo(Claims.Declined.STOPPING))
                    .bean("acknowledgement", "giveBack")
                .otherwise()
                    .bean("acknowledgement", "acknowledge")
            .end();

        from("direct:worker-run").routeId("worker-run")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("in: a task that we hold; out: its outcome is stored")
            .setProperty("task", body())
            .setProperty("application", simple("direct:application-${body.application}?block=false"))
            .doTry()
                .setBody(method("outcomes", "input"))
                .enrich().exchangeProperty("application").aggregationStrategy(new ApplicationResult()).aggregateOnException(true).end()
                .setBody(method("outcomes", "succeeded"))
            .endDoTry()
            .doCatch(InputRejected.class)
                .setBody(method("outcomes", "rejected"))
            .doCatch(Throwable.class)
                .log(LoggingLevel.WARN, "caravan.worker", "${exchangeProperty.task.application} ${exchangeProperty.task.id} failed: ${exception.message} [request ${exchangeProperty.task.requestId}]")
                .setBody(method("outcomes", "failed"))
            .end()
            .log(LoggingLevel.DEBUG, "caravan.worker", "${exchangeProperty.task.application} ${body.id} attempt ${body.attempt}: ${body.status} [request ${exchangeProperty.task.requestId}]")
            .bean("completions", "record");

        from("direct:worker-claim").routeId("worker-claim")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("in: ids of tasks, and those that we hold; out: rows of those that we hold now; the others come again if they have to")
            .setProperty("asked", body())
            .setHeader("CamelJdbcParameters", method("taskRows", "asked"))
            .setBody(constant(CLAIM))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setProperty("claimed", body())
            .filter(method("taskRows", "anyDeclined"))
                .setHeader("CamelJdbcParameters", method("taskRows", "declined"))
                .setBody(constant(POSTPONE))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end()
            .setBody(exchangeProperty("claimed"));

        from("direct:worker-complete").routeId("worker-complete")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("in: outcomes; out: they are stored, but for those of tasks that somebody else has taken over")
            .setHeader("CamelJdbcParameters", method("taskRows", "ended"))
            .setBody(constant(COMPLETE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("timer:worker-lease?period={{caravan.worker.heartbeat}}&delay=0").routeId("worker-lease")
            .routeConfigurationId("background")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("says that this worker lives; also while it stops, until its tasks have ended")
            .shutdownRoute(ShutdownRoute.Defer)
            .to("direct:worker-renew");

        from("direct:worker-renew").routeId("worker-renew")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("our lease begins anew; for the first time before the first claim")
            .setHeader("CamelJdbcParameters", method("taskRows", "mine"))
            .setBody(constant(RENEW))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");
    }

    /**
     * A task is ours if it waits, if its worker's lease has run out, or if it is ours already and we do not know it (the
     * answer to a claim was lost).
     */
    private static final String CLAIM = """
        WITH message AS (
            SELECT DISTINCT unnest(:?ids::uuid[]) AS id
        )
        UPDATE task SET
            status = 102, session = :?session::uuid, worker = :?worker, started = now(), updated = now(),
            attempts = attempts + CASE WHEN session = :?session::uuid THEN 0 ELSE 1 END
        FROM message
        WHERE task.id = message.id AND task.id <> ALL (:?held::uuid[])
          AND (task.status = 202 OR task.status = 102 AND (task.session = :?session::uuid OR NOT EXISTS (
              SELECT FROM worker_session AS holder WHERE holder.id = task.session AND holder.lease > now())))
        RETURNING task.id, application, data, attempts, request_id
        """;

    /**
     * A task that has not ended and that we could not claim comes again when its worker's lease has run out: the broker has
     * given its message to us, so its own message is gone. A statement of its own, because it has to see what the claim has
     * waited for: the commit of another worker, perhaps the last thing that one did.
     */
    private static final String POSTPONE = """
        INSERT INTO outbox (id, tasks, due)
        SELECT gen_random_uuid(), array_agg(task.id), greatest(max(holder.lease), now() + interval '2 seconds')
        FROM task LEFT JOIN worker_session AS holder ON holder.id = task.session
        WHERE task.id = ANY (:?ids::uuid[]) AND task.status IN (202, 102)
        HAVING count(*) > 0
        """;

    /** Only the attempt that holds the task has a say: a late result of one that was given up changes nothing. */
    private static final String COMPLETE = """
        UPDATE task SET
            status = outcome.status, result = outcome.result, exception_type = outcome.type, exception_value = outcome.value,
            exception_traceback = outcome.traceback, session = NULL, finished = now(), updated = now()
        FROM unnest(:?ids::uuid[], :?attempts::int[], :?statuses::int[], :?results::text[], :?types::text[], :?values::text[],
            :?tracebacks::text[]) AS outcome (id, attempt, status, result, type, value, traceback)
        WHERE task.id = outcome.id AND task.status = 102 AND task.session = :?session::uuid AND task.attempts = outcome.attempt
        """;

    private static final String RENEW = """
        INSERT INTO worker_session (id, worker, lease)
        VALUES (:?session::uuid, :?worker, now() + :?lease::interval)
        ON CONFLICT (id) DO UPDATE SET lease = excluded.lease
        """;
}
