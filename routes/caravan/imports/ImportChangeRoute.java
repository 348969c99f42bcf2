package caravan.imports;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** An import is gone on with, or stopped. */
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
            // One whose end is stored may be here for a moment longer.
            .bean("importRuns", "left")
            .setProperty("run", method("importRuns", "start"))
            .to("direct:import-resume-run")
            .to("direct:import-find")
            .bean("importPages", "accepted");

        from("direct:import-resume-run").routeId("import-resume-run")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property run, which runs nowhere; out: it waits for its turn, or is not completed as before")
            .doTry()
                .to("direct:import-resume-send")
            .doCatch(Throwable.class)
                .to("direct:import-resume-fail")
            .end();

        from("direct:import-resume-send").routeId("import-resume-send")
            .precondition("{{caravan.role.publisher}}")
            .setHeader("CamelJdbcParameters", method("importAccount", "one"))
            .setBody(constant("UPDATE import SET state = 'running', started = now(), ended = NULL, message = NULL"
                + " WHERE id = :?import::uuid AND state = 'not-completed' RETURNING id"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .bean("importRuns", "resumed")
            .setBody(exchangeProperty("run"))
            .to("seda:import-run?waitForTaskToComplete=Never");

        from("direct:import-resume-fail").routeId("import-resume-fail")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("what could not be resumed can be later; fails with what was in its way")
            .setProperty("why", exchangeProperty(Exchange.EXCEPTION_CAUGHT))
            .setHeader("CamelJdbcParameters", method("importAccount", "one"))
            .setBody(constant("UPDATE import SET state = 'not-completed', ended = now(), message = 'It could not be resumed'"
                + " WHERE id = :?import::uuid AND state = 'running'"))
            .doTry()
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .doFinally()
                .bean("importRuns", "end")
            .end()
            .bean("importOutcome", "failAgain");

        from("direct:import-stop").routeId("import-stop").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: header uuid of an import that runs; out: it has ended, what was saved stays")
            .setProperty("import", method("importForm", "id"))
            .to("direct:import-find")
            .bean("importAccount", "checkStoppable")
            .setBody(method("importRuns", "stop"))
            // One that still waits for its turn does not wait any longer: others may run for hours.
            .filter(method("importRuns", "claim"))
                .to("seda:import-stopped?waitForTaskToComplete=Never")
            .end()
            .bean("importRuns", "ended")
            .to("direct:import-find")
            .bean("importPages", "changed");

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
