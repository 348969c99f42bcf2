package caravan.dispatcher;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** What is asked about tasks. Questions about single ones that come together are one query; at worst they are answered 503. */
public class TaskReadRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:task-status").routeId("task-status").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: header uuid; out: the status line as a JSON string")
            .bean("taskStatuses", "find")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:task-document").routeId("task-document").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: header uuid; out: the task as JSON")
            .bean("taskDocuments", "find")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:task-list").routeId("task-list").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: headers status, application, before, limit; out: a page of tasks as JSON")
            .bean("taskList", "find")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:task-page").routeId("task-page")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: status, application, before, limit; out: rows of id and document")
            .setHeader("CamelJdbcParameters", body())
            .setBody(constant(LIST))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

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
    }

    private static final String LIST = """
        SELECT id, document FROM task_document
        WHERE (:?status::int IS NULL OR status = :?status::int)
          AND (:?application::text IS NULL OR application = :?application::text)
          AND (:?before::uuid IS NULL OR id < :?before::uuid)
        ORDER BY id DESC LIMIT :?limit
        """;
}
