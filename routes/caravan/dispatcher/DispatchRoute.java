package caravan.dispatcher;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * A task comes in. It is answered when it stands in the database, together with an outbox row that says it has to be
 * published; at worst (no database) it is answered 503 and is not there.
 */
public class DispatchRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:dispatch").routeId("dispatch").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: the request's path; out: 202 and the UUID of a task that is stored")
            .bean("dispatchRequest", "read")
            .bean("taskIntake", "accept")
            .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
            .setHeader("Location", simple("/get/${body}"))
            .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
            .convertBodyTo(String.class);

        from("direct:task-store").routeId("task-store")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: tasks that came together; out: they and their outbox row are stored, in one statement")
            .setHeader("CamelJdbcParameters", method("taskRows", "accepted"))
            .setBody(constant(STORE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");
    }

    /** The outbox row is due only later: until then it is the publisher's, who has it in memory. */
    private static final String STORE = """
        WITH accepted AS (
            INSERT INTO task (id, application, name, data, request_id)
            SELECT * FROM unnest(:?ids::uuid[], :?applications::text[], :?names::text[], :?data::text[], :?requests::text[])
        )
        INSERT INTO outbox (id, tasks, due) VALUES (:?outbox::uuid, :?ids::uuid[], now() + interval '10 seconds')
        """;
}
