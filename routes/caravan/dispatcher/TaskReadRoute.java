package caravan.dispatcher;

import org.apache.camel.Exchange;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.RouteBuilder;

/** What is asked about tasks. Questions about single ones that come together are one query; at worst they are answered 503. */
public class TaskReadRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:task-status").routeId("task-status").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: headers uuid and wait; out: the status line as a JSON string, once the task has ended or the time is over")
            .bean("endWatch", "await")
            .bean("taskStatuses", "find")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:task-document").routeId("task-document").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: headers uuid and wait; out: the task as JSON, once it has ended or the time is over")
            .bean("endWatch", "await")
            .bean("taskDocuments", "find")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:task-statuses").routeId("task-statuses")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: UUIDs; out: rows of id and answer")
            .setHeader("CamelJdbcParameters", method("taskRows", "these"))
            .setBody(constant("SELECT id, '\"' || status_line(status) || '\"' AS answer FROM task WHERE id = ANY (:?ids::uuid[])"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:task-documents").routeId("task-documents")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: UUIDs; out: rows of id and answer")
            .setHeader("CamelJdbcParameters", method("taskRows", "these"))
            .setBody(constant("SELECT id, document AS answer FROM task_document WHERE id = ANY (:?ids::uuid[])"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("timer:task-watch?period=50").routeId("task-watch").routeConfigurationId("background")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("asks which of the tasks that requests wait for have ended, while any waits; also while the program stops")
            .shutdownRoute(ShutdownRoute.Defer)
            .filter(method("endWatch", "isAwaited"))
                .setHeader("CamelJdbcParameters", method("endWatch", "ids"))
                .setBody(constant(ENDED))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                .bean("endWatch", "ended")
            .end();
    }

    private static final String ENDED = """
        SELECT awaited.id FROM unnest(:?ids::uuid[]) AS awaited (id) LEFT JOIN task ON task.id = awaited.id
        WHERE task.status IS NULL OR task.status NOT IN (202, 102)
        """;
}
