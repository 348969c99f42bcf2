package caravan.imports;

import org.apache.camel.builder.RouteBuilder;

/** Removes sessions that ended longer ago than caravan.keep, with what they know of their rows; and queues of those that nobody ever used. */
public class SessionRetentionRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:session-retention?period={{caravan.retention-period}}").routeId("session-retention").routeConfigurationId("background")
            .precondition("{{caravan.role.consumer}}")
            .setBody(constant("SELECT id FROM import_session WHERE state = 'created' AND created < now() - interval '1 day'"))
            .to("jdbc:caravan?resetAutoCommit=false")
            .split(body()).stopOnException()
                .setHeader("uuid", simple("${body[id]}"))
                .bean("sessionQueues", "delete")
                .setBody(constant("UPDATE import_session SET state = 'not-completed', ended = now() WHERE id = :?uuid::uuid AND state = 'created'"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end()
            .setHeader("keep", method("sessionRetention", "keep"))
            .setBody(constant("DELETE FROM import_session WHERE id IN (SELECT id FROM import_session"
                + " WHERE ended < now() - :?keep::interval ORDER BY id LIMIT 100)"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");
    }
}
