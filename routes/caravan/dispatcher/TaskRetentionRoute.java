package caravan.dispatcher;

import org.apache.camel.builder.RouteBuilder;

/** Removes tasks that ended longer ago than caravan.keep, a thousand at a time, and workers that are long gone, but for the one that has claimed the newest task. */
public class TaskRetentionRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:task-retention?period={{caravan.retention-period}}").routeId("task-retention")
            .routeConfigurationId("background")
            .precondition("{{caravan.role.dispatcher}}")
            .setHeader("CamelJdbcUpdateCount", constant(1))
            .loopDoWhile(simple("${header.CamelJdbcUpdateCount} > 0"))
                .setHeader("CamelJdbcParameters", method("taskRetention", "bounds"))
                .setBody(constant(REMOVE))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end()
            .setBody(constant("DELETE FROM worker_session WHERE lease < now() - interval '1 day'"
                + " AND id <> (SELECT id FROM worker_session ORDER BY newest DESC, lease DESC LIMIT 1)"))
            .to("jdbc:caravan?resetAutoCommit=false");
    }

    /** The key is in the order of creation: what is younger than the bound need not be looked at. */
    private static final String REMOVE = """
        DELETE FROM task WHERE id IN (
            SELECT id FROM task WHERE id < :?youngest::uuid AND finished < now() - :?keep::interval
            ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)
        """;
}
