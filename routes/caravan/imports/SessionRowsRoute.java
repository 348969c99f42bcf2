package caravan.imports;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** What is done with rows: they are saved, counted, taken back. */
public class SessionRowsRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:session-save").routeId("session-save")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: messages of a session, an Aggregator's batch; out: their rows are saved and counted, each once (Idempotent Receiver), in one statement")
            .setHeader("CamelJdbcParameters", simple("${body.parameters}"))
            .setBody(constant(SAVE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:employees-count").routeId("employees-count")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("out: how many rows the table has")
            .setBody(constant("SELECT count(*) AS count FROM employees"))
            .to("jdbc:caravan?resetAutoCommit=false")
            .setBody(simple("${body[0][count]}"));

        from("direct:employees-clear").routeId("employees-clear").routeConfigurationId("consumer-error")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("out: OK, and the table is empty; ids go on, so that an earlier session's are never another's")
            .setBody(constant("TRUNCATE employees"))
            .to("jdbc:caravan?resetAutoCommit=false")
            .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
            .setBody(constant("OK"));

        from("direct:session-undo").routeId("session-undo").routeConfigurationId("consumer-error")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: header uuid of a session that has ended; out: how many of its rows were taken back, now or before; 202 if there are more: to be asked again")
            .setHeader("uuid", method("sessionRequest", "session"))
            .to("direct:session-find")
            .bean("sessionAnswer", "ended")
            .to("direct:session-undo-batches")
            .bean("sessionUndo", "answer")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:session-undo-batches").routeId("session-undo-batches")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: header uuid; out: properties undone, how many rows were taken back, now or before, and batches, whether there may be more")
            .setProperty("batches", constant(1L))
            .loopDoWhile(method("sessionUndo", "goesOn"))
                .setBody(constant(UNDO))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                .setProperty("batches", simple("${body[0][batches]}"))
                .setProperty("undone", simple("${body[0][undone]}"))
            .end();
    }

    /**
     * Whoever saves a batch holds its session meanwhile, and sees what those before have done: a row that came before, to
     * this process or another, is passed over; so is what comes after the session has ended, with one who hung meanwhile. By mail, so that two imports do not wait for each other in a circle.
     */
    private static final String SAVE = """
        WITH session AS MATERIALIZED (
            SELECT done FROM import_session WHERE id = :?session::uuid AND ended IS NULL FOR UPDATE
        ), fresh AS MATERIALIZED (
            SELECT sent.number, sent.name, sent.mail
            FROM unnest(:?numbers::bigint[], :?names::text[], :?mails::text[]) AS sent (number, name, mail), session
            WHERE sent.number IS NULL OR NOT session.done @> sent.number
        ), unfit AS MATERIALIZED (
            SELECT sent.number, sent.message, sent.reason
            FROM unnest(:?refusedNumbers::bigint[], :?refused::bytea[], :?reasons::text[]) AS sent (number, message, reason), session
            WHERE sent.number IS NULL OR NOT session.done @> sent.number
        ), saved AS (
            INSERT INTO employees (name, mail) SELECT name, mail FROM fresh ORDER BY mail COLLATE "C", number
            ON CONFLICT (mail) DO NOTHING RETURNING id
        ), batch AS (
            INSERT INTO import_batch (session, saved)
            SELECT :?session::uuid, range_agg(int8range(id, id, '[]')) FROM saved HAVING count(*) > 0
        ), refused AS (
            INSERT INTO import_refusal (session, message, reason) SELECT :?session::uuid, message, reason FROM unfit
        )
        UPDATE import_session SET
            received = received + (SELECT count(*) FROM fresh) + (SELECT count(*) FROM unfit),
            saved = saved + (SELECT count(*) FROM saved),
            duplicates = duplicates + (SELECT count(*) FROM fresh) - (SELECT count(*) FROM saved),
            rejected = rejected + (SELECT count(*) FROM unfit),
            done = done + coalesce((
                SELECT range_agg(int8range(number, number, '[]')) FROM (SELECT number FROM fresh UNION ALL SELECT number FROM unfit) AS came
                WHERE number IS NOT NULL), '{}')
        WHERE id = :?session::uuid
        """;

    /** Some batches at a time: each statement has to end within the time that a connection waits. */
    private static final String UNDO = """
        WITH taken AS (
            DELETE FROM import_batch WHERE (session, id) IN (
                SELECT session, id FROM import_batch WHERE session = :?uuid::uuid ORDER BY id LIMIT 20 FOR UPDATE)
            RETURNING saved
        ), gone AS (
            DELETE FROM employees USING (SELECT unnest(saved) AS ids FROM taken) AS batch
            WHERE employees.id >= lower(batch.ids) AND employees.id < upper(batch.ids)
            RETURNING employees.id
        )
        UPDATE import_session SET undone = undone + (SELECT count(*) FROM gone) WHERE id = :?uuid::uuid
        RETURNING undone, (SELECT count(*) FROM taken) AS batches
        """;
}
