package caravan.minions;

import caravan.shared.fleet.FleetBalancer;
import caravan.shared.fleet.Unanswered;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import caravan.minions.master.Job;
import caravan.minions.master.Said;

/**
 * A job comes in. It is answered when it stands in the database, and only then forwarded to a minion; if that does not come
 * to pass (no minion, killed in between), the sweep finds it.
 */
public class JobRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:job-time").routeId("job-time").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: headers delay and destination; out: a job that is stored")
            .setBody(method("jobForm", "time"))
            .to("direct:job-accept");

        from("direct:job-magic8ball").routeId("job-magic8ball").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: a form with a question, delay and destination; out: a job that is stored")
            .setBody(method("jobForm", "magic8ball"))
            .to("direct:job-accept");

        from("direct:job-accept").routeId("job-accept")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: a new Job; out: the same as JSON; it is stored, and on its way to a minion")
            .bean("jobs", "store")
            .to("direct:job-send")
            .to("direct:job-answer");

        from("direct:job-send").routeId("job-send")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: a Job; it is on its way to a minion, unless it was already")
            .filter(method("forwarding", "begin"))
                .to("seda:job-forward?waitForTaskToComplete=Never&size=20000")
            .end();

        from("direct:job-answer").routeId("job-answer")
            .precondition("{{caravan.role.master}}")
            .setBody(method("jobAnswer", "one"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("seda:job-forward?size=20000").routeId("job-forward").routeConfigurationId("background")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: a Job; out: a minion has it (Content Enricher), and what that one says is stored; at worst, after two seconds, nobody has it, and the sweep goes on")
            .setProperty("job", body())
            // So that who is not answered in time waited for a minion, and not for others before it.
            .throttle(32).concurrentRequestsMode()
            .doTry()
                .enrichWith("direct:minion-order").body(Job.class, Said.class, Job::as)
                .bean("jobs", "record")
            .endDoTry()
            .doCatch(Unanswered.class)
                // Nobody has it.
                .setBody(exchangeProperty("job"))
            .doFinally()
                .bean("forwarding", "end")
            .end();

        from("direct:minion-order").routeId("minion-order")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: property job; out: what the minion says that has taken it, or Unanswered")
            .loadBalance().custom("minionsBalancer").id("minion-order-balance")
                .to("direct:minion-order-call")
            .end();

        from("direct:minion-order-call").routeId("minion-order-call")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: the properties job, and instance, which is asked; out: what it says of the job that it has taken, within a second")
            .removeHeaders("*")
            .setHeader(Exchange.HTTP_METHOD, constant("POST"))
            .setHeader(Exchange.HTTP_PATH, simple("/ask_a_minion/v1/${exchangeProperty.job.kind}"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/x-www-form-urlencoded"))
            .setBody(method("forwarding", "form"))
            .process("minionCall")
            .setBody(method("minionAnswer", "taken"));

        from("direct:minion-ask").routeId("minion-ask")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: a Job that a minion has; out: what that one says of it, or Unanswered")
            .setProperty("job", body())
            .setProperty(FleetBalancer.WANTED, simple("${body.minion}"))
            .loadBalance().custom("minionsBalancer").id("minion-ask-balance")
                .to("direct:minion-ask-call")
            .end();

        from("direct:minion-ask-call").routeId("minion-ask-call")
            .precondition("{{caravan.role.master}}")
            .routeDescription("in: the properties job and instance; out: what the instance says of the job, within a second")
            .removeHeaders("*")
            .setHeader(Exchange.HTTP_PATH, simple("/ask_a_minion/v1/query/${exchangeProperty.job.id}"))
            .process("minionCall")
            .setBody(method("minionAnswer", "held"));
    }
}
