package caravan.dispatcher;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Lists of tasks, a page at a time, the newest first: quick also where a table holds millions. */
public class TaskListRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:task-list").routeId("task-list").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: headers status, application, before, limit; out: a page of tasks as JSON")
            .bean("taskList", "find")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:dead-letters").routeId("dead-letters").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: headers application, before, limit; out: a page of the tasks that failed for good, which is a view of the tasks and no store of its own")
            .setHeader("status", constant("500"))
            .to("direct:task-list");

        from("direct:task-page").routeId("task-page")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: what a page is to show; out: rows of id and document, read in the order of whichever index has the fewest tasks to pass over")
            .setHeader("CamelJdbcParameters", body())
            .choice()
                .when(simple("${body[failed]} != null"))
                    .setBody(constant(FAILED))
                .when(simple("${body[application]} != null"))
                    .setBody(constant(OF_APPLICATION))
                .otherwise()
                    .setBody(constant(ALL))
            .end()
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("timer:task-horizon?period=5000").routeId("task-horizon").routeConfigurationId("background")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("moves the horizon, before which every task has ended; each task is passed once")
            .setHeader("CamelJdbcUpdateCount", constant(1))
            .loopDoWhile(simple("${header.CamelJdbcUpdateCount} > 0"))
                .setHeader("CamelJdbcParameters", method("taskHorizon", "bounds"))
                .setBody(constant(LOOK_AHEAD))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                .setHeader("CamelJdbcParameters", simple("${body[0]}"))
                .setBody(constant(MOVE))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end();
    }

    private static final String FAILED = """
        SELECT id, document FROM task_document WHERE id IN (
            SELECT id FROM task WHERE failed = :?failed::smallint AND id < :?before::uuid
              AND (:?application::text IS NULL OR application = :?application::text)
            ORDER BY id DESC LIMIT :?limit)
        ORDER BY id DESC
        """;

    /** What has not ended is not before the horizon. */
    private static final String OLDEST = """
        CASE WHEN :?unended::boolean THEN (SELECT id FROM task_horizon) ELSE '00000000-0000-0000-0000-000000000000' END""";

    /** What was claimed is not after the newest that was. */
    private static final String NEWEST = """
        CASE WHEN :?claimed::boolean
            THEN coalesce((SELECT newest FROM worker_session ORDER BY newest DESC LIMIT 1), '00000000-0000-0000-0000-000000000000')
            ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff' END""";

    /** Compared and sorted as pairs: no other index than that of the pairs can be taken for this, whatever the planner knows. */
    private static final String OF_APPLICATION = """
        SELECT id, document FROM task_document
        WHERE (application, id) < (:?application::text, :?before::uuid)
          AND (application, id) >= (:?application::text, %s)
          AND (application, id) <= (:?application::text, %s)
          AND (:?status::int IS NULL OR status = :?status::int)
        ORDER BY application DESC, id DESC LIMIT :?limit
        """.formatted(OLDEST, NEWEST);

    /** Between a million that wait and a million that are done the bounds leave little to be passed over. */
    private static final String ALL = """
        SELECT id, document FROM task_document
        WHERE id < :?before::uuid
          AND id >= %s
          AND id <= %s
          AND (:?status::int IS NULL OR status = :?status::int)
        ORDER BY id DESC LIMIT :?limit
        """.formatted(OLDEST, NEWEST);

    /** At most so many tasks at a time; if all of them have ended, the last of them is the next horizon. */
    private static final String LOOK_AHEAD = """
        SELECT version, coalesce(
            (SELECT id FROM (SELECT id, status FROM task WHERE id >= task_horizon.id AND id < :?youngest::uuid ORDER BY id LIMIT 50000)
                AS ahead WHERE status IN (202, 102) LIMIT 1),
            (SELECT id FROM (SELECT id FROM task WHERE id >= task_horizon.id AND id < :?youngest::uuid ORDER BY id LIMIT 50000)
                AS ahead ORDER BY id DESC LIMIT 1),
            id) AS id
        FROM task_horizon
        """;

    /** Not if a task before it was sent back meanwhile, which has moved the horizon itself. */
    private static final String MOVE = """
        UPDATE task_horizon SET id = :?id::uuid, version = version + 1 WHERE version = :?version AND id < :?id::uuid
        """;
}
