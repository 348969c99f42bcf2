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
                .toD("${exchangeProperty.application}")
                .setBody(method("outcomes", "succeeded"))
            .doCatch(InputRejected.class)
                .setBody(method("outcomes", "rejected"))
            .doCatch(Throwable.class)
                .setBody(method("outcomes", "failed"))
            .end()
            .log(LoggingLevel.DEBUG, "caravan.worker", "${exchangeProperty.task.application} ${body.id} attempt ${body.attempt}: ${body.status} [request ${exchangeProperty.task.requestId}]")
            .bean("completions", "record");

        from("direct:worker-claim").routeId("worker-claim")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("in: ids of tasks, and those that we hold; out: rows of those that we hold now")
            .setHeader("CamelJdbcParameters", method("taskRows", "asked"))
            .setBody(constant(CLAIM))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

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
            .setHeader("CamelJdbcParameters", method("taskRows", "mine"))
            .setBody(constant(RENEW))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");
    }

    /**
     * A task is ours if it waits, if its worker's lease has run out, or if it is ours already and we do not know it (the
     * answer to a claim was lost). One that another worker holds comes again when that worker's lease has run out: the
     * broker has given its message to us, so its own message is gone.
     */
    private static final String CLAIM = """
        WITH message AS (
            SELECT DISTINCT unnest(:?ids::uuid[]) AS id
        ), alive AS (
            INSERT INTO worker_session (id, worker, lease)
            VALUES (:?session::uuid, :?worker, now() + interval '{{caravan.worker.lease}}')
            ON CONFLICT (id) DO NOTHING
        ), postponed AS (
            INSERT INTO outbox (id, tasks, due)
            SELECT gen_random_uuid(), array_agg(task.id), max(holder.lease)
            FROM message JOIN task USING (id) JOIN worker_session AS holder ON holder.id = task.session
            WHERE task.status = 102 AND holder.lease > now()
              AND (task.session <> :?session::uuid OR task.id = ANY (:?held::uuid[]))
            HAVING count(*) > 0
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
        VALUES (:?session::uuid, :?worker, now() + interval '{{caravan.worker.lease}}')
        ON CONFLICT (id) DO UPDATE SET lease = excluded.lease
        """;
}
