package caravan.imports;

import caravan.shared.http.Problem;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** A file comes in to be imported. It is answered when its upload is on the disk, its account in the database, and its first session there. */
public class ImportRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:import").routeId("import").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: a form with a file; out: 202 and where the import's account is, or 400, or 503 with what is away")
            .to("direct:import-accept")
            .to("direct:import-find")
            .bean("importPages", "accepted");

        from("direct:simulate").routeId("simulate").routeConfigurationId("import-status")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: the same; out: 200 and what it has come to when it has ended, or why it was not begun")
            .to("direct:import-accept")
            .bean("importRuns", "ended")
            .to("direct:import-find")
            .bean("importPages", "simulated");

        from("direct:import-accept").routeId("import-accept")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: a form with a file; out: it runs, under the UUID in the property import")
            .bean("importRuns", "checkRoom")
            .setProperty("request", method("importForm", "read"))
            .setProperty("upload", body())
            .setProperty("import", method("importForm", "fresh"))
            .to("direct:import-database")
            .choice()
                .when(simple("${exchangeProperty.request.dryRun} == false"))
                    .bean("rowBroker", "check")
                    .to("direct:call-healthcheck")
                    .to("direct:call-create")
                    .setProperty("session", body())
                    .setProperty("import", body())
            .end()
            .doTry()
                .to("direct:import-start")
            .doCatch(Throwable.class)
                .to("direct:import-withdraw")
            .end();

        from("direct:import-start").routeId("import-start")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("from here on there is a session, which must not be left behind")
            .bean("importFiles", "keep")
            .to("direct:import-clear")
            .setHeader("CamelJdbcParameters", method("importAccount", "begun"))
            .setBody(constant(BEGIN))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setBody(method("importRuns", "start"))
            .to("seda:import-run?waitForTaskToComplete=Never");

        from("direct:import-withdraw").routeId("import-withdraw")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("what could not be begun leaves neither row nor folder nor queue behind; fails with what was in its way")
            .setProperty("why", exchangeProperty(Exchange.EXCEPTION_CAUGHT))
            .bean("importRuns", "withdraw")
            // Its row may be there though nobody said so. If it cannot be deleted, the folder stays: by that it is found at the next start.
            .doTry()
                .setHeader("CamelJdbcParameters", method("importAccount", "one"))
                .setBody(constant("DELETE FROM import WHERE id = :?import::uuid"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                .bean("importFiles", "delete(${exchangeProperty.import})")
            .doCatch(Throwable.class)
                .log(LoggingLevel.WARN, "caravan.imports", "The import ${exchangeProperty.import} could not be begun, and its files are left: ${exception.message}")
            .end()
            .doTry()
                .filter(simple("${exchangeProperty.session} != null"))
                    .to("direct:call-abandon")
                .end()
            .endDoTry()
            .doCatch(Problem.class)
                .log(LoggingLevel.WARN, "caravan.imports", "The session ${exchangeProperty.session} is left with the consumer: ${exception.message}")
            .end()
            .bean("importOutcome", "failAgain");

        from("direct:import-clear").routeId("import-clear")
            .precondition("{{caravan.role.publisher}}")
            .filter(simple("${exchangeProperty.request.clear} == true"))
                .to("direct:call-clear")
            .end();

        from("direct:import-database").routeId("import-database")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("fails if the database is away")
            .setBody(constant("SELECT 1"))
            .to("jdbc:caravan?resetAutoCommit=false");
    }

    private static final String BEGIN = """
        WITH begun AS (
            INSERT INTO import (id, file, mode, timeout, charset, dry_run, bytes)
            VALUES (:?import::uuid, :?file, :?mode, :?timeout, :?charset, :?dryRun, :?bytes)
            RETURNING id
        )
        INSERT INTO import_part (import, session, number, received, saved, duplicates, rejected)
        SELECT id, :?session::uuid, 1, 0, 0, 0, 0 FROM begun WHERE :?session::uuid IS NOT NULL
        """;
}
