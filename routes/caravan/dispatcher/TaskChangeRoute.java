package caravan.dispatcher;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** What a person does to tasks: cancels one, sends one that failed back in, or all of them. */
public class TaskChangeRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:task-cancel").routeId("task-cancel").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: header uuid; out: the status line; if it runs, its worker notices within a second, and what it comes to is dropped")
            .bean("cancellation", "change")
            .setBody(constant("\"410 Gone\""))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:task-cancelled").routeId("task-cancelled")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: a task's id; out: a row that says whether it is cancelled now, and what it was")
            .setHeader("CamelJdbcParameters", method("taskRows", "one"))
            .setBody(constant(CANCEL))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:task-retry").routeId("task-retry").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: header uuid; out: 202, and the task begins anew")
            .bean("retry", "change")
            .setHeader("Location", simple("/get/${body}"))
            .setBody(constant("\"202 Accepted\""))
            .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:task-retried").routeId("task-retried")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: a task's id; out: a row that says whether it is in the outbox now, and what it was; an event that no rule wanted is shown to the rules again")
            .setProperty("task", body())
            .setHeader("CamelJdbcParameters", method("taskRows", "one"))
            .setBody(constant(UNWANTED))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .filter(simple("${body.size()} > 0"))
                .setBody(simple("${body[0][event_data]}"))
                .bean("eventReader", "document")
                .setProperty("application", method("rules", "application"))
            .end()
            .setHeader("CamelJdbcParameters", method("taskRows", "retried"))
            .setBody(constant(RETRY))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:dead-letters-replay").routeId("dead-letters-replay").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: header application or none; out: how many of the tasks that had failed by now are in the outbox, 500 a row")
            .setProperty("round", method("replay", "begin"))
            .loopDoWhile(method("replay", "goesOn"))
                .setHeader("CamelJdbcParameters", method("replay", "bounds"))
                .setBody(constant(REPLAY))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                .setProperty("round", method("replay", "sentBack"))
            .end()
            .setBody(method("replay", "answer"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));
    }

    private static final String CANCEL = """
        WITH asked AS (
            SELECT id, status FROM task WHERE id = :?id::uuid FOR UPDATE
        ), cancelled AS (
            UPDATE task SET status = 410, failed = 410, session = NULL, next_attempt = NULL, finished = now(), updated = now()
            FROM asked WHERE task.id = asked.id AND asked.status IN (202, 102)
            RETURNING task.id
        )
        SELECT status_line(asked.status) AS line, EXISTS (SELECT FROM cancelled) AS done FROM asked
        """;

    /** What begins anew begins with nothing of what it was; and the horizon is not behind it. */
    private static final String ANEW = """
            status = 202, attempts = 0, failed = NULL, session = NULL, next_attempt = NULL, worker = NULL, result = NULL,
            exception_type = NULL, exception_value = NULL, exception_traceback = '',
            started = NULL, finished = NULL, updated = now()
        """;

    private static final String UNWANTED =
        "SELECT event_data FROM task WHERE id = :?id::uuid AND status = 422 AND application IS NULL";

    private static final String RETRY = """
        WITH asked AS (
            SELECT id, status, coalesce(application, :?application::text) AS application FROM task WHERE id = :?id::uuid FOR UPDATE
        ), retried AS (
            UPDATE task SET application = asked.application,
        """ + ANEW + """
            FROM asked WHERE task.id = asked.id AND asked.status IN (500, 422) AND asked.application IS NOT NULL
            RETURNING task.id
        ), moved AS (
            UPDATE task_horizon SET id = least(task_horizon.id, retried.id), version = version + 1 FROM retried
        ), outgoing AS (
            INSERT INTO outbox (id, tasks, due) SELECT gen_random_uuid(), ARRAY[id], now() FROM retried
        )
        SELECT status_line(asked.status) || CASE WHEN asked.application IS NULL THEN ' whose event no rule matches' ELSE '' END AS line,
            EXISTS (SELECT FROM retried) AS done
        FROM asked
        """;

    /** The oldest first; what comes after the last one that was sent back. */
    private static final String REPLAY = """
        WITH dead AS (
            SELECT id FROM task
            WHERE failed = 500 AND id > :?after::uuid AND id < :?before::uuid
              AND (:?application::text IS NULL OR application = :?application::text)
            ORDER BY id LIMIT 500 FOR UPDATE
        ), replayed AS (
            UPDATE task SET
        """ + ANEW + """
            FROM dead WHERE task.id = dead.id
            RETURNING task.id
        ), moved AS (
            UPDATE task_horizon SET id = least(task_horizon.id, (SELECT id FROM replayed ORDER BY id LIMIT 1)), version = version + 1
            WHERE EXISTS (SELECT FROM replayed)
        ), outgoing AS (
            INSERT INTO outbox (id, tasks, due)
            SELECT gen_random_uuid(), array_agg(id ORDER BY id), now() FROM replayed HAVING count(*) > 0
        )
        SELECT id FROM replayed ORDER BY id
        """;
}
