package caravan.minions;

import caravan.minions.master.Job;
import caravan.minions.master.Said;
import caravan.shared.fleet.Unanswered;
import org.apache.camel.Exchange;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.RouteBuilder;

/** What is asked about jobs, and what minions tell of them. */
public class JobReadRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:job-query").routeId("job-query").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: headers uuid and wait; out: the job; while it is not finished, its minion is asked, and what that one says is stored")
            .bean("jobWatch", "await")
            .bean("jobs", "find")
            .filter(simple("${body.isHeld}"))
                .to("direct:job-refresh")
            .end()
            .to("direct:job-answer");

        from("direct:job-refresh").routeId("job-refresh")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: a Job that a minion has; out: the same as that one says it is (Content Enricher); if it has forgotten it, nobody has it any more")
            .setProperty("known", body())
            .doTry()
                .enrichWith("direct:minion-ask").body(Job.class, Said.class, Job::as)
                .bean("jobs", "record")
            .endDoTry()
            .doCatch(Unanswered.class)
                .setBody(exchangeProperty("known"))
            .end();

        from("direct:job-list").routeId("job-list").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: header limit; out: the newest jobs, as JSON")
            .setHeader("CamelJdbcParameters", method("jobAnswer", "limit"))
            .setBody(constant("SELECT id, kind, question, due, destination, request_id, minion, message, result FROM job"
                + " ORDER BY id DESC LIMIT :?limit"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setBody(method("jobRows", "jobs"))
            .setBody(method("jobAnswer", "list"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:job-endpoints").routeId("job-endpoints").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.master}}")
            .routeDescription("out: what the master can be asked, a line each")
            .setBody(method("endpoints", "list"))
            .setHeader(Exchange.CONTENT_TYPE, constant("text/plain; charset=utf-8"));

        from("direct:job-reports").routeId("job-reports").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: JSON of jobs that a minion has finished; out: OK, they are stored")
            .setBody(method("jobReports", "read"))
            .bean("jobs", "recordAll")
            .setHeader(Exchange.CONTENT_TYPE, constant("text/plain"))
            .setBody(constant("OK"));

        from("timer:job-watch?period=50").routeId("job-watch").routeConfigurationId("background")
            .precondition("{{caravan.role.master}}")
            .routeDescription("asks which of the jobs that requests wait for are finished, while any waits: another master may have been told")
            .shutdownRoute(ShutdownRoute.Defer)
            .filter(method("jobWatch", "isAwaited"))
                .setHeader("CamelJdbcParameters", method("jobWatch", "ids"))
                .setBody(constant("SELECT awaited.id FROM unnest(:?ids::uuid[]) AS awaited (id) LEFT JOIN job ON job.id = awaited.id"
                    + " WHERE job.id IS NULL OR job.finished IS NOT NULL"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                .bean("jobWatch", "ended")
            .end();
    }
}
