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
            .bean("taskIntake", "acceptOne")
            .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
            .setHeader("Location", simple("/get/${body}"))
            .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
            .convertBodyTo(String.class);

        from("direct:task-store").routeId("task-store")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: tasks that came together, from requests' paths; out: they and their outbox row are stored, in one statement")
            .setHeader("CamelJdbcParameters", method("intakeRows", "dispatched"))
            .setBody(constant(STORE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:task-store-mixed").routeId("task-store-mixed")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: the same, with events and keys among them; out: rows of what each key stands for now")
            .setHeader("CamelJdbcParameters", method("intakeRows", "mixed"))
            .setBody(constant(STORE_MIXED))
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

    /**
     * Who inserts a key first has it; the others are told whose it is, also by a transaction that was committed meanwhile:
     * for that the conflict updates, which changes nothing. In the order of the keys, so that two batches do not wait for
     * each other.
     */
    private static final String STORE_MIXED = """
        WITH asked AS (
            SELECT * FROM unnest(:?ids::uuid[], :?applications::text[], :?names::text[], :?data::text[], :?requests::text[],
                :?keys::text[], :?keyRequests::text[], :?rejections::text[], :?types::text[], :?typeVersions::text[],
                :?sources::text[], :?eventIds::text[], :?times::text[], :?schemas::text[], :?contentTypes::text[], :?texts::text[])
                AS asked (id, application, name, data, request_id, key, key_request, rejection, event_type, event_type_version,
                    source, event_id, event_time, schema_url, content_type, event_data)
        ), known AS (
            INSERT INTO task_key (key, request, task) SELECT key, key_request, id FROM asked WHERE key IS NOT NULL ORDER BY key
            ON CONFLICT (key) DO UPDATE SET task = task_key.task
            RETURNING key, request, task
        ), accepted AS (
            INSERT INTO task (id, application, name, data, request_id, event_type, event_type_version, source, event_id,
                event_time, schema_url, content_type, event_data, status, failed, finished, exception_type, exception_value)
            SELECT id, application, name, data, request_id, event_type, event_type_version, source, event_id,
                event_time, schema_url, content_type, event_data,
                CASE WHEN rejection IS NULL THEN 202 ELSE 422 END, CASE WHEN rejection IS NOT NULL THEN 422 END,
                CASE WHEN rejection IS NOT NULL THEN now() END, CASE WHEN rejection IS NOT NULL THEN 'NoRuleMatches' END, rejection
            FROM asked WHERE key IS NULL OR EXISTS (SELECT FROM known WHERE known.task = asked.id)
            RETURNING id, status
        ), outgoing AS (
            INSERT INTO outbox (id, tasks, due)
            SELECT :?outbox::uuid, array_agg(id), now() + interval '10 seconds' FROM accepted WHERE status = 202 HAVING count(*) > 0
        )
        SELECT key, request, task FROM known
        """;
}
