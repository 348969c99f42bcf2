package caravan.minions;

import org.apache.camel.builder.RouteBuilder;

/** Finished jobs are posted where they are wanted (Guaranteed Delivery): until the destination has taken them, or for as often as there is patience. */
public class CallbackRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:callback-relay?period=1000&synchronous=true").routeId("callback-relay").routeConfigurationId("background")
            .precondition("{{caravan.role.master}}")
            .routeDescription("takes what is due; its next attempt is due later, should this one come to nothing")
            .setBody(constant(TAKE))
            .to("jdbc:caravan?resetAutoCommit=false")
            .setBody(method("callbacks", "read"))
            .split(body())
                .to("seda:callback?waitForTaskToComplete=Never&discardWhenFull=true")
            .end();

        from("seda:callback?size=1000").routeId("callback").routeConfigurationId("background")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: a Callback; out: it is posted, within ten seconds, and done with; or it is noted why not")
            .setProperty("callback", body())
            .doTry()
                .bean("callbacks", "post")
                .setHeader("CamelJdbcParameters", method("callbacks", "one"))
                .setBody(constant("DELETE FROM job_callback WHERE job = :?job"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .doCatch(Exception.class)
                .setHeader("CamelJdbcParameters", method("callbacks", "failed"))
                .setBody(constant("UPDATE job_callback SET failure = :?failure, due = CASE WHEN :?last THEN 'infinity' ELSE due END WHERE job = :?job"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end();
    }

    /** The pause is longer than an attempt may take, and doubles from there, up to an hour. */
    private static final String TAKE = """
        WITH taken AS (
            UPDATE job_callback SET attempts = attempts + 1,
                due = now() + greatest(interval '15 seconds', least(interval '1 hour', interval '1 second' * 2 ^ least(attempts, 12)))
            WHERE job IN (SELECT job FROM job_callback WHERE due <= now() ORDER BY due LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING job, attempts
        )
        SELECT id, kind, question, job.due, destination, request_id, minion, message, result, taken.attempts
        FROM taken JOIN job ON job.id = taken.job
        """;
}
