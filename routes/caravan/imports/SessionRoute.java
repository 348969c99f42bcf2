package caravan.imports;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The life of a session: it is created with its queue, listens to it, and ends when it is told to, or when nothing comes any more. */
public class SessionRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:consumer-healthcheck").routeId("consumer-healthcheck").routeConfigurationId("consumer-error")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: nothing; out: OK, if broker and database answer")
            .bean("sessionQueues", "check")
            .setBody(constant("SELECT 1"))
            .to("jdbc:caravan?resetAutoCommit=false")
            .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
            .setBody(constant("OK"));

        from("direct:session-create").routeId("session-create").routeConfigurationId("consumer-error")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: nothing; out: the UUID of a new session, whose queue is there")
            .bean("sessionQueues", "check")
            .setHeader("uuid", method("sessionRequest", "create"))
            .setBody(constant("INSERT INTO import_session (id) VALUES (:?uuid::uuid)"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .bean("sessionQueues", "declare")
            .setBody(method("sessionAnswer", "created"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:session-process").routeId("session-process").routeConfigurationId("consumer-error")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: headers uuid, timeout, mode; out: OK, and the session listens")
            .setHeader("uuid", method("sessionRequest", "session"))
            .setHeader("timeout", method("sessionRequest", "timeout"))
            .setHeader("mode", method("sessionRequest", "mode"))
            .bean("sessionListeners", "checkRoom")
            .setBody(constant(LISTEN))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .bean("sessionAnswer", "open")
            .bean("sessionListeners", "listen")
            .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
            .setBody(constant("OK"));

        from("direct:session-get").routeId("session-get").routeConfigurationId("consumer-error")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: header uuid; out: the session's account")
            .setHeader("uuid", method("sessionRequest", "session"))
            .to("direct:session-find")
            .bean("sessionAnswer", "session")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:session-remove").routeId("session-remove").routeConfigurationId("consumer-error")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: headers uuid, state; out: the session's account, once it has ended; whoever listens to it is told to end")
            .setHeader("uuid", method("sessionRequest", "session"))
            .setHeader("state", method("sessionRequest", "state"))
            .to("direct:session-find")
            .filter(simple("${body[ended]} == null && ${body[state]} == 'created'"))
                .bean("sessionQueues", "delete")
            .end()
            .setBody(constant(REMOVE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .to("direct:session-watch-once")
            .bean("sessionListeners", "gone")
            .to("direct:session-find")
            .bean("sessionAnswer", "removed")
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:session-find").routeId("session-find")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: header uuid; out: the session's row")
            .setBody(constant("SELECT id, state, mode, received, saved, duplicates, rejected, ended FROM import_session WHERE id = :?uuid::uuid"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .bean("sessionAnswer", "one");

        from("timer:session-watch?period=1000").routeId("session-watch").routeConfigurationId("background")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("listens to sessions whose consumer has died, and ends those that are to be ended")
            .to("direct:session-watch-once");

        from("direct:session-watch-once").routeId("session-watch-once")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("the same at once")
            .setHeader("CamelJdbcParameters", method("sessionListeners", "here"))
            .setBody(constant(WATCH))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .bean("sessionListeners", "see")
            .removeHeader("CamelJdbcParameters");

        from("direct:session-ended").routeId("session-ended")
            .precondition("{{caravan.role.consumer}}")
            .routeDescription("in: session and the state it has ended in; it is noted")
            .setHeader("CamelJdbcParameters", body())
            .setBody(constant("UPDATE import_session SET state = :?state, ended = now() WHERE id = :?session::uuid AND ended IS NULL"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");
    }

    /** Asked for once more, it stays as it is. */
    private static final String LISTEN = """
        UPDATE import_session SET state = CASE WHEN ended IS NULL THEN 'listening' ELSE state END, mode = coalesce(mode, :?mode),
            timeout = coalesce(timeout, :?timeout::int), listened = now()
        WHERE id = :?uuid::uuid
        RETURNING id, ended
        """;

    /** Whoever listens says so; the others try only when he has not for a while, for the broker complains of each that it keeps out. */
    private static final String WATCH = """
        WITH here AS (
            UPDATE import_session SET listened = now() WHERE id = ANY (:?ids::uuid[]) AND ended IS NULL
            RETURNING id, timeout, removal, false AS orphaned
        )
        SELECT id, timeout, removal, orphaned FROM here
        UNION ALL
        SELECT id, timeout, removal, true FROM import_session
        WHERE ended IS NULL AND state = 'listening' AND (listened IS NULL OR listened < now() - interval '5 seconds') AND NOT id = ANY (:?ids::uuid[])
        """;

    /** One that never listened ends here; one that does is ended by its listener. */
    private static final String REMOVE = """
        UPDATE import_session SET removal = coalesce(removal, :?state),
            state = CASE WHEN state = 'created' THEN :?state ELSE state END,
            ended = CASE WHEN state = 'created' THEN now() ELSE ended END
        WHERE id = :?uuid::uuid AND ended IS NULL
        """;
}
