package caravan.minions;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Jobs in the database: each statement is for many of them. */
public class JobTableRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:jobs-store").routeId("jobs-store")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: new jobs; out: they are stored")
            .setHeader("CamelJdbcParameters", method("jobRows", "stored"))
            .setBody(constant(STORE))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:jobs-read").routeId("jobs-read")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: UUIDs; out: the jobs that there are")
            .setHeader("CamelJdbcParameters", method("jobRows", "these"))
            .setBody(constant("SELECT id, kind, question, due, destination, request_id, minion, message, result FROM job WHERE id = ANY (:?ids::uuid[])"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setBody(method("jobRows", "jobs"));

        from("direct:jobs-hold").routeId("jobs-hold")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: jobs with their minions; out: it is noted who has them, but for those that are finished")
            .setHeader("CamelJdbcParameters", method("jobRows", "held"))
            .setBody(constant(HOLD))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");

        from("direct:jobs-finish").routeId("jobs-finish")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: jobs with what came of them; out: the same as they are stored now: what was finished before stays as it was")
            .setHeader("CamelJdbcParameters", method("jobRows", "finished"))
            .setBody(constant(FINISH))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setBody(method("jobRows", "jobs"));

        from("direct:jobs-initialize").routeId("jobs-initialize").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.master}}")
            .routeDescription("out: OK, and there are no jobs")
            .setBody(constant("TRUNCATE job, job_callback"))
            .to("jdbc:caravan?resetAutoCommit=false")
            .bean("jobs", "forget")
            .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
            .setBody(constant("OK"));

        from("timer:job-retention?period={{caravan.retention-period}}").routeId("job-retention").routeConfigurationId("background")
            .precondition("{{caravan.role.master}}")
            .routeDescription("removes jobs that were finished longer ago than caravan.keep, a thousand at a time")
            .setHeader("CamelJdbcUpdateCount", constant(1))
            .loopDoWhile(simple("${header.CamelJdbcUpdateCount} > 0"))
                .setHeader("CamelJdbcParameters", method("jobRows", "old"))
                .setBody(constant("DELETE FROM job WHERE id IN (SELECT id FROM job WHERE finished < now() - :?keep::interval"
                    + " ORDER BY finished LIMIT 1000 FOR UPDATE SKIP LOCKED)"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end();
    }

    private static final String STORE = """
        INSERT INTO job (id, kind, question, due, destination, request_id)
        SELECT * FROM unnest(:?ids::uuid[], :?kinds::text[], :?questions::text[], :?dues::text[]::timestamptz[],
            :?destinations::text[], :?requests::text[])
        """;

    private static final String HOLD = """
        WITH held AS MATERIALIZED (
            SELECT * FROM unnest(:?ids::uuid[], :?minions::text[]) AS held (id, minion) ORDER BY id
        )
        UPDATE job SET minion = held.minion, asked = CASE WHEN held.minion IS NOT NULL THEN now() END
        FROM held WHERE job.id = held.id AND job.finished IS NULL
        """;

    /** A job is finished once, by whoever was first; the others are told what that one said. */
    private static final String FINISH = """
        WITH ended AS MATERIALIZED (
            SELECT * FROM unnest(:?ids::uuid[], :?messages::text[], :?results::text[]) AS ended (id, message, result) ORDER BY id
        ), finished AS (
            UPDATE job SET message = ended.message, result = ended.result, finished = now()
            FROM ended WHERE job.id = ended.id AND job.finished IS NULL
            RETURNING job.id, kind, question, due, destination, request_id, minion, job.message, job.result
        ), callbacks AS (
            INSERT INTO job_callback (job) SELECT id FROM finished WHERE destination IS NOT NULL
        )
        SELECT * FROM finished
        UNION ALL
        SELECT job.id, kind, question, due, destination, request_id, minion, job.message, job.result
        FROM job JOIN ended USING (id) WHERE job.finished IS NOT NULL
        """;
}
