package caravan.imports;

import caravan.imports.publisher.ImportRecovery;
import org.apache.camel.builder.RouteBuilder;

/** The accounts of imports in the database: while they run, when the process comes back, and when they are old. */
public class ImportStoreRoute extends RouteBuilder {

    @Override
    public void configure() throws Exception {
        if (Boolean.parseBoolean(getContext().resolvePropertyPlaceholders("{{caravan.role.publisher}}"))) {
            getContext().addStartupListener(new ImportRecovery("direct:import-recover"));
        }

        from("timer:import-progress?period=1000").routeId("import-progress").routeConfigurationId("background")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("stores how far it is with what runs here, and what the consumer says of that; a dry run has none")
            .split(method("importRuns", "running"))
                .setProperty("run", body())
                .setProperty("session", simple("${body.session}"))
                .filter(simple("${exchangeProperty.session} != null"))
                    .to("direct:call-session")
                    .bean("importSteps", "see")
                .end()
                .to("direct:import-store")
            .end();

        from("direct:import-store").routeId("import-store")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property run; out: its account is stored, unless a later one is")
            .setHeader("CamelJdbcParameters", method("importAccount", "now"))
            .setBody(constant(STORE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:import-recover").routeId("import-recover")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("before the port opens: what ran here when the process died does so no longer")
            .setHeader("CamelJdbcParameters", method("importAccount", "here"))
            .setBody(constant("UPDATE import SET state = 'not-completed', ended = now(), message = 'The publisher was restarted; resume goes on'"
                + " WHERE state = 'running' AND id = ANY (:?ids::uuid[])"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .bean("importFiles", "deleteIncoming");

        from("timer:import-retention?period={{caravan.retention-period}}").routeId("import-retention").routeConfigurationId("background")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("removes imports that ended longer ago than caravan.keep, with their uploads and rejects")
            .setHeader("CamelJdbcParameters", method("importAccount", "old"))
            .setBody(constant("DELETE FROM import WHERE id IN (SELECT id FROM import"
                + " WHERE id = ANY (:?ids::uuid[]) AND ended < now() - :?keep::interval ORDER BY id LIMIT 1000) RETURNING id"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .split(body())
                .bean("importFiles", "delete(${body[id]})")
            .end();
    }

    /** What is stored as ended stays as it is. */
    private static final String STORE = """
        WITH part AS (
            INSERT INTO import_part AS part (import, session, number, received, saved, duplicates, rejected, db_count, ended)
            SELECT :?import::uuid, :?session::uuid, :?part::int, :?received, :?saved, :?duplicates, :?refused, :?dbCount, :?ended
            WHERE :?session::uuid IS NOT NULL
            ON CONFLICT (import, session) DO UPDATE SET received = excluded.received, saved = excluded.saved,
                duplicates = excluded.duplicates, rejected = excluded.rejected, db_count = excluded.db_count, ended = excluded.ended
            WHERE NOT part.ended
        )
        UPDATE import SET state = :?state, message = :?message, bytes_read = :?bytesRead, sent = :?sent, valid = :?valid,
            rejected = :?rejected, reject_bytes = :?rejectBytes,
            ended = CASE WHEN :?state = 'running' THEN NULL ELSE now() END
        WHERE id = :?import::uuid AND state = 'running'
        """;
}
