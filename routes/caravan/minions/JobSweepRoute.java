package caravan.minions;

import org.apache.camel.builder.RouteBuilder;

/**
 * What nobody has, or who had it has forgotten, is found again: jobs whose minion has died, hangs or was restarted, jobs
 * that came while there was no minion, and those whose report was lost. Any master does that for all of them.
 */
public class JobSweepRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:job-sweep?period=1000&synchronous=true").routeId("job-sweep").routeConfigurationId("background")
            .precondition("{{caravan.role.master}}")
            .routeDescription("jobs of minions that cannot be asked are nobody's; what is nobody's is forwarded; what is late is asked for")
            .filter(method("forwarding", "isPossible"))
                .to("direct:jobs-release", "direct:jobs-unheld", "direct:jobs-late")
            .end();

        from("direct:jobs-release").routeId("jobs-release")
            .precondition("{{caravan.role.master}}")
            .routeDescription("out: what a minion has that cannot be asked is nobody's, if there is another one")
            .filter(method("forwarding", "isAnyUsable"))
                .setHeader("CamelJdbcParameters", method("forwarding", "usable"))
                .setBody(constant(RELEASE))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end();

        from("direct:jobs-unheld").routeId("jobs-unheld")
            .precondition("{{caravan.role.master}}")
            .routeDescription("those of the last two seconds are perhaps on their way just now, from another master")
            .setBody(constant(UNHELD))
            .to("jdbc:caravan?resetAutoCommit=false")
            .setBody(method("jobRows", "jobs"))
            .split(body())
                .to("direct:job-send")
            .end();

        from("direct:jobs-late").routeId("jobs-late")
            .precondition("{{caravan.role.master}}")
            .routeDescription("jobs that should be finished: their minions are asked")
            .setBody(constant(LATE))
            .to("jdbc:caravan?resetAutoCommit=false")
            .setBody(method("jobRows", "jobs"))
            .split(body())
                .to("direct:job-refresh")
            .end();

        from("timer:job-sample?period=2000&synchronous=true").routeId("job-sample").routeConfigurationId("background")
            .precondition("{{caravan.role.master}}")
            .routeDescription("of each minion the oldest job: if it has forgotten that one, it was restarted, and has forgotten all")
            .setHeader("CamelJdbcParameters", method("forwarding", "usable"))
            .setBody(constant(SAMPLE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setBody(method("jobRows", "jobs"))
            .split(body())
                .setProperty("sample", body())
                .to("direct:job-refresh")
                .filter(simple("${body.minion} == null && ${body.result} == null"))
                    .setBody(exchangeProperty("sample"))
                    .setHeader("CamelJdbcParameters", method("jobRows", "of"))
                    .setBody(constant(FORGOTTEN))
                    .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                .end()
            .end();
    }

    /** Some at a time: whoever finishes one of them waits meanwhile. */
    private static final String RELEASE = """
        UPDATE job SET minion = NULL, asked = NULL WHERE id IN (
            SELECT id FROM job WHERE finished IS NULL AND minion <> ALL (:?minions::text[])
            ORDER BY due LIMIT 5000 FOR UPDATE SKIP LOCKED)
        """;

    private static final String FORGOTTEN = """
        UPDATE job SET minion = NULL, asked = NULL WHERE id IN (
            SELECT id FROM job WHERE finished IS NULL AND minion = :?minion ORDER BY due LIMIT 5000 FOR UPDATE SKIP LOCKED)
        """;

    /** What one master forwards the others do not, for as long as that may take. */
    private static final String UNHELD = """
        UPDATE job SET asked = now() WHERE id IN (
            SELECT id FROM job WHERE finished IS NULL AND minion IS NULL AND created < now() - interval '2 seconds'
                AND (asked IS NULL OR asked < now() - interval '5 seconds')
            ORDER BY due LIMIT 2000 FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, question, due, destination, request_id, minion, message, result
        """;

    /** Who is asked is not asked again at once, by this master or another. */
    private static final String LATE = """
        UPDATE job SET asked = now()
        WHERE id IN (
            SELECT id FROM job WHERE finished IS NULL AND minion IS NOT NULL
                AND due < now() - interval '3 seconds' AND asked < now() - interval '3 seconds'
            ORDER BY due LIMIT 200 FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, question, due, destination, request_id, minion, message, result
        """;

    private static final String SAMPLE = """
        SELECT job.* FROM unnest(:?minions::text[]) AS known (minion) CROSS JOIN LATERAL (
            SELECT id, kind, question, due, destination, request_id, minion, message, result FROM job
            WHERE finished IS NULL AND minion = known.minion ORDER BY asked LIMIT 1) AS job
        """;
}
