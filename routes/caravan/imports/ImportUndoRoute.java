package caravan.imports;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * An import is taken back, session by session. While that goes on, and when it has failed in the middle, the import cannot be
 * resumed: resuming would pass over rows that were received and taken back. It can be undone once more.
 */
public class ImportUndoRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:import-undo").routeId("import-undo").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: header uuid of an import that has ended; out: how many rows were taken back, session by session")
            .setProperty("import", method("importForm", "id"))
            .to("direct:import-find")
            .bean("importAccount", "checkUndoable")
            .to("direct:import-undo-begin")
            .to("direct:import-undo-all")
            .setHeader("CamelJdbcParameters", method("importAccount", "one"))
            .setBody(constant("UPDATE import SET state = 'undone' WHERE id = :?import::uuid"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .to("direct:import-find")
            .bean("importPages", "undone");

        from("direct:import-undo-begin").routeId("import-undo-begin")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("out: nobody can resume the import any more; property before: what it was until now; fails if it runs again, or was undone")
            .setHeader("CamelJdbcParameters", method("importAccount", "one"))
            .setBody(constant(BEGIN))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setProperty("before", method("importUndo", "begun"));

        from("direct:import-undo-all").routeId("import-undo-all")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property import; out: all of it is taken back")
            .doTry()
                .to("direct:import-undo-parts")
            .doCatch(Throwable.class)
                .to("direct:import-undo-fail")
            .end();

        from("direct:import-undo-parts").routeId("import-undo-parts")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property import; out: each of its sessions is taken back, and it is noted how many rows that were")
            .to("direct:import-undo-next")
            // Asked once more when a step has failed, with whatever body that has left: to fail then would hide why.
            .loopDoWhile(simple("${header.CamelJdbcRowCount} > 0"))
                .setBody(simple("${body[0]}"))
                .to("direct:import-settle")
                .setProperty("asked", constant(true))
                .to("direct:call-undo")
                .setProperty("undone", body())
                .setHeader("CamelJdbcParameters", method("importAccount", "part"))
                .setBody(constant("UPDATE import_part SET undone = greatest(undone, :?undone) WHERE import = :?import::uuid AND session = :?session::uuid"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                .to("direct:import-undo-next")
            .end();

        from("direct:import-undo-next").routeId("import-undo-next")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property import; out: a session of it that was not taken back, if there is one")
            .setHeader("CamelJdbcParameters", method("importAccount", "one"))
            .setBody(constant("SELECT session, number, received, saved, duplicates, rejected, db_count FROM import_part"
                + " WHERE import = :?import::uuid AND undone IS NULL ORDER BY number LIMIT 1"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:import-undo-fail").routeId("import-undo-fail")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("if no row was touched, the import can be resumed as before; fails with what was in the way")
            .setProperty("why", exchangeProperty(Exchange.EXCEPTION_CAUGHT))
            .filter(method("importUndo", "isUntouched"))
                .setHeader("CamelJdbcParameters", method("importUndo", "before"))
                .setBody(constant(RELEASE))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end()
            .bean("importOutcome", "failAgain");
    }

    private static final String BEGIN = """
        WITH before AS MATERIALIZED (
            SELECT id, state, message FROM import WHERE id = :?import::uuid FOR UPDATE
        )
        UPDATE import SET state = CASE before.state WHEN 'not-completed' THEN 'stopped' ELSE before.state END,
            message = CASE before.state WHEN 'not-completed' THEN NULL ELSE before.message END
        FROM before WHERE import.id = before.id AND before.state NOT IN ('running', 'undone')
        RETURNING before.state, before.message
        """;

    private static final String RELEASE = """
        UPDATE import SET state = 'not-completed', message = :?message
        WHERE id = :?import::uuid AND state = 'stopped'
            AND NOT EXISTS (SELECT FROM import_part WHERE import_part.import = import.id AND undone IS NOT NULL)
        """;
}
