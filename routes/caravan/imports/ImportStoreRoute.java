package caravan.imports;

import caravan.imports.publisher.ImportRecovery;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** The accounts of imports in the database: while they run, when the process comes back, and when they are old. */
public class ImportStoreRoute extends RouteBuilder {

    @Override
    public void configure() throws Exception {
        if (Boolean.parseBoolean(getContext().resolvePropertyPlaceholders("{{caravan.role.publisher}}"))) {
            getContext().addStartupListener(new ImportRecovery("direct:import-recover"));
        }

        from("timer:import-progress?period=1000&synchronous=true").routeId("import-progress").routeConfigurationId("background")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("stores how far it is with what runs here and has begun, and asks the consumer about it for the next time; a dry run has none")
            .split(method("importRuns", "running"))
                .setProperty("run", body())
                .to("direct:import-store")
                .filter(simple("${exchangeProperty.part?.session} != null"))
                    .setProperty("session", simple("${exchangeProperty.part.session}"))
                    .to("direct:call-session?synchronous=true")
                    .bean("importSteps", "see")
                .end()
            .end();

        from("direct:import-store").routeId("import-store")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property run; out: how far its part is, if one has begun, is stored, unless the import has ended; property part")
            // Read once: another thread may go on to the next one.
            .setProperty("part", simple("${exchangeProperty.run.part}"))
            .filter(simple("${exchangeProperty.part} != null"))
                .setHeader("CamelJdbcParameters", method("importAccount", "now"))
                .setBody(constant(STORE))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end();

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
            .end()
            .to("direct:import-retention-unknown");

        from("direct:import-retention-unknown").routeId("import-retention-unknown")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("removes as old files of imports that have no row, because this process died before it was there, or after it was removed")
            .setHeader("CamelJdbcParameters", method("importAccount", "unchanged"))
            .setBody(constant("SELECT here.id FROM unnest(:?ids::uuid[]) AS here (id) WHERE NOT EXISTS (SELECT FROM import WHERE import.id = here.id)"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .split(body())
                .log(LoggingLevel.INFO, "caravan.imports", "Nothing is known of import ${body[id]}: its files are removed")
                .bean("importFiles", "delete(${body[id]})")
            .end();
    }

    /** What is stored as ended stays as it is. */
    private static final String STORE = """
        WITH part AS (
            INSERT INTO import_part AS part (import, session, number, received, saved, duplicates, rejected, db_count, ended)
            SELECT :?import::uuid, :?session::uuid, :?number::int, :?received, :?saved, :?duplicates, :?refused, :?dbCount, :?ended
            WHERE :?session::uuid IS NOT NULL
            ON CONFLICT (import, session) DO UPDATE SET received = excluded.received, saved = excluded.saved,
                duplicates = excluded.duplicates, rejected = excluded.rejected, db_count = excluded.db_count, ended = excluded.ended
            WHERE NOT part.ended
        )
        UPDATE import SET bytes_read = :?bytesRead, sent = :?sent, valid = :?valid, rejected = :?rejected, reject_bytes = :?rejectBytes
        WHERE id = :?import::uuid AND state = 'running'
        """;
}
