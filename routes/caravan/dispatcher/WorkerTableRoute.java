package caravan.dispatcher;

import org.apache.camel.builder.RouteBuilder;

/** What a worker writes about tasks: each a statement for many of them, and fenced by the worker's session. */
public class WorkerTableRoute extends RouteBuilder {

    @Override
    public void configure() {
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
            .routeDescription("in: outcomes; out: they are stored, but for those of tasks that are no longer ours; what is to be tried again is in the outbox")
            .setHeader("CamelJdbcParameters", method("taskRows", "ended"))
            .setBody(constant(COMPLETE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:worker-renew").routeId("worker-renew")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("our lease begins anew; for the first time before the first claim")
            .setHeader("CamelJdbcParameters", method("taskRows", "mine"))
            .setBody(constant(RENEW))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:worker-lost").routeId("worker-lost")
            .precondition("{{caravan.role.worker}}")
            .routeDescription("in: ids of tasks that run here; out: ids of those that are not ours any more")
            .setHeader("CamelJdbcParameters", method("taskRows", "held"))
            .setBody(constant(LOST))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setBody(method("taskRows", "ids"));
    }

    /**
     * A task is ours if it waits, if the time of its next attempt has come, if its worker's lease has run out, or if it is
     * ours already and we do not know it (the answer to a claim was lost).
     */
    private static final String CLAIM = """
        WITH message AS (
            SELECT DISTINCT unnest(:?ids::uuid[]) AS id ORDER BY id
        ), seen AS (
            UPDATE worker_session SET newest = :?newest::uuid WHERE id = :?session::uuid AND newest < :?newest::uuid
        )
        UPDATE task SET
            status = 102, session = :?session::uuid, worker = :?worker, started = now(), updated = now(), next_attempt = NULL,
            attempts = attempts + CASE WHEN session = :?session::uuid THEN 0 ELSE 1 END
        FROM message
        WHERE task.id = message.id AND task.id <> ALL (:?held::uuid[])
          AND (task.status = 202 OR task.status = 102 AND (
              task.session = :?session::uuid OR task.session IS NULL AND task.next_attempt <= now()
              OR task.session IS NOT NULL AND NOT EXISTS (
                  SELECT FROM worker_session AS holder WHERE holder.id = task.session AND holder.lease > now())))
        RETURNING task.id, application, data, attempts, request_id
        """;

    /**
     * A task that has not ended and that we could not claim comes again when its worker's lease has run out, or when it is
     * time for its next attempt: the broker has given its message to us, so its own message is gone. A statement of its own,
     * because it has to see what the claim has waited for: the commit of another worker, perhaps the last thing that one did.
     */
    private static final String POSTPONE = """
        INSERT INTO outbox (id, tasks, due)
        SELECT gen_random_uuid(), array_agg(task.id), greatest(coalesce(holder.lease, task.next_attempt), now() + interval '2 seconds')
        FROM task LEFT JOIN worker_session AS holder ON holder.id = task.session
        WHERE task.id = ANY (:?ids::uuid[]) AND task.status IN (202, 102)
        GROUP BY coalesce(holder.lease, task.next_attempt)
        """;

    /** Only the attempt that holds the task has a say: a late result of one that was given up changes nothing. */
    private static final String COMPLETE = """
        WITH stored AS (
            UPDATE task SET
                status = outcome.status, result = outcome.result, exception_type = outcome.type, exception_value = outcome.value,
                exception_traceback = outcome.traceback, session = NULL, updated = now(),
                next_attempt = now() + outcome.wait * interval '1 millisecond',
                finished = CASE WHEN outcome.wait IS NULL THEN now() END,
                failed = CASE WHEN outcome.status IN (422, 500) THEN outcome.status END
            FROM unnest(:?ids::uuid[], :?attempts::int[], :?statuses::int[], :?waits::bigint[], :?results::text[], :?types::text[],
                :?values::text[], :?tracebacks::text[]) AS outcome (id, attempt, status, wait, result, type, value, traceback)
            WHERE task.id = outcome.id AND task.status = 102 AND task.session = :?session::uuid AND task.attempts = outcome.attempt
            RETURNING task.id, task.next_attempt
        )
        INSERT INTO outbox (id, tasks, due)
        SELECT gen_random_uuid(), ARRAY[id], next_attempt FROM stored WHERE next_attempt IS NOT NULL
        """;

    private static final String RENEW = """
        INSERT INTO worker_session (id, worker, lease)
        VALUES (:?session::uuid, :?worker, now() + :?lease::interval)
        ON CONFLICT (id) DO UPDATE SET lease = excluded.lease
        """;

    private static final String LOST = """
        SELECT held.id FROM unnest(:?ids::uuid[]) AS held (id)
        WHERE NOT EXISTS (SELECT FROM task WHERE task.id = held.id AND task.status = 102 AND task.session = :?session::uuid)
        """;
}
