package caravan.imports;

import org.apache.camel.builder.RouteBuilder;

/** An import is gone on with, stopped, or taken back. */
public class ImportChangeRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:import-resume").routeId("import-resume").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: header uuid of an import that is not completed; out: it runs again")
            .setProperty("import", method("importForm", "id"))
            .to("direct:import-find")
            .setProperty("request", method("importFiles", "resumable"))
            .bean("importRuns", "checkRoom")
            .bean("rowBroker", "check")
            .to("direct:call-healthcheck")
            .setHeader("CamelJdbcParameters", method("importAccount", "one"))
            .setBody(constant("UPDATE import SET state = 'running', started = now(), ended = NULL, message = NULL"
                + " WHERE id = :?import::uuid AND state = 'not-completed' RETURNING id"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setBody(method("importRuns", "resume"))
            .to("seda:import-run?waitForTaskToComplete=Never")
            .to("direct:import-find")
            .bean("importPages", "accepted");

        from("direct:import-stop").routeId("import-stop").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: header uuid of an import that runs; out: it has ended, what was saved stays")
            .setProperty("import", method("importForm", "id"))
            .to("direct:import-find")
            .setBody(method("importRuns", "stop"))
            // One that still waits for its turn is ended here: others may run for hours.
            .filter(method("importRuns", "claim"))
                .to("direct:import-turn")
            .end()
            .bean("importRuns", "ended")
            .to("direct:import-find")
            .bean("importPages", "changed");

        from("direct:import-undo").routeId("import-undo").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: header uuid of an import that has ended; out: how many rows were taken back, session by session")
            .setProperty("import", method("importForm", "id"))
            .to("direct:import-find")
            .bean("importAccount", "checkUndoable")
            .to("direct:import-undo-parts")
            .setHeader("CamelJdbcParameters", method("importAccount", "one"))
            .setBody(constant("UPDATE import SET state = 'undone' WHERE id = :?import::uuid"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .to("direct:import-find")
            .bean("importPages", "undone");

        from("direct:import-undo-parts").routeId("import-undo-parts")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property import; out: each of its sessions is taken back, and it is noted how many rows that were")
            .to("direct:import-next-part")
            // Asked once more when a step has failed, with whatever body that has left: to fail then would hide why.
            .loopDoWhile(simple("${header.CamelJdbcRowCount} > 0"))
                .setBody(simple("${body[0]}"))
                .to("direct:import-settle")
                .to("direct:call-undo")
                .setProperty("undone", body())
                .setHeader("CamelJdbcParameters", method("importAccount", "part"))
                .setBody(constant("UPDATE import_part SET undone = greatest(undone, :?undone) WHERE import = :?import::uuid AND session = :?session::uuid"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                .to("direct:import-next-part")
            .end();

        from("direct:import-next-part").routeId("import-next-part")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property import; out: a session of it that was not taken back, if there is one")
            .setHeader("CamelJdbcParameters", method("importAccount", "one"))
            .setBody(constant("SELECT session, number, received, saved, duplicates, rejected, db_count FROM import_part"
                + " WHERE import = :?import::uuid AND undone IS NULL ORDER BY number LIMIT 1"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:import-settle").routeId("import-settle")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: a session of an import that does not run, with what was last known of it; out: it has ended, and what it says last is stored")
            .setProperty("account", method("importAccount", "known"))
            .setProperty("session", simple("${exchangeProperty.account.session}"))
            .to("direct:call-abandon")
            .setHeader("CamelJdbcParameters", method("importAccount", "settled"))
            .setBody(constant(SETTLE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");
    }

    private static final String SETTLE = """
        UPDATE import_part SET received = :?received, saved = :?saved, duplicates = :?duplicates, rejected = :?refused,
            db_count = :?dbCount, ended = true
        WHERE import = :?import::uuid AND session = :?session::uuid
        """;
}
