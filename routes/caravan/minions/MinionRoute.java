package caravan.minions;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** A minion: takes jobs, does each when it is due, and tells its master. All of it is in memory; what dies with it is ordered anew. */
public class MinionRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:minion-time").routeId("minion-time").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.minion}}")
            .routeDescription("in: a form of uuid, delay and master; out: the job, whose message will be the time")
            .process("minionGate")
            .setBody(method("orderForm", "time"))
            .to("direct:minion-take");

        from("direct:minion-magic8ball").routeId("minion-magic8ball").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.minion}}")
            .routeDescription("in: the same and question; out: the job, whose message will be an answer of the Magic 8-Ball")
            .process("minionGate")
            .setBody(method("orderForm", "magic8ball"))
            .to("direct:minion-take");

        from("direct:minion-take").routeId("minion-take")
            .precondition("{{caravan.role.minion}}")
            .routeDescription("in: an Order; out: the job as JSON; the same one twice is one job (Idempotent Receiver), what is due is done at once, the rest later (Delayer)")
            .setProperty("order", body())
            .setProperty("work", method("minions", "accept"))
            .setProperty("delayed", constant(false))
            .idempotentConsumer(simple("${exchangeProperty.order.id}")).idempotentRepository("minions")
                .choice()
                    .when(method("minions", "isDue"))
                        .to("direct:minion-do")
                    .otherwise()
                        .bean("minions", "delay")
                .end()
            .end()
            .setBody(simple("${exchangeProperty.order.id}"))
            .to("direct:minion-answer");

        from("direct:minion-query").routeId("minion-query").routeConfigurationId("job-problem")
            .precondition("{{caravan.role.minion}}")
            .routeDescription("in: header uuid; out: the job as JSON, or 400 if this minion does not have it (any more)")
            .process("minionGate")
            .setBody(method("orderForm", "id"))
            .to("direct:minion-answer");

        from("direct:minion-answer").routeId("minion-answer")
            .precondition("{{caravan.role.minion}}")
            .setBody(method("minions", "document"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        // The Delayer: one queue ordered by time, and one clock for all that wait in it.
        from("timer:minion-due?period=100&synchronous=true").routeId("minion-due").routeConfigurationId("background")
            .precondition("{{caravan.role.minion}}")
            .routeDescription("does the jobs whose time has come")
            .setBody(method("minions", "due"))
            .loopDoWhile(simple("${body.isEmpty()} == false"))
                .split(body())
                    .setProperty("local", simple("${body.minion}"))
                    .setProperty("work", simple("${body.work}"))
                    .setProperty("delayed", constant(true))
                    .to("direct:minion-do")
                .end()
                .setBody(method("minions", "due"))
            .end();

        from("direct:minion-do").routeId("minion-do")
            .precondition("{{caravan.role.minion}}")
            .routeDescription("in: the properties work and local; out: it is done, well or with an error")
            .setProperty("result", constant("success"))
            .doTry()
                .choice()
                    .when(simple("${exchangeProperty.work.kind} == 'time'"))
                        .setBody(method("watch", "now"))
                    .otherwise()
                        .setBody(method("magic8Ball", "answer"))
                .endChoice()
            .endDoTry()
            .doCatch(Exception.class)
                .setProperty("result", constant("error"))
                .setBody(simple("${exception.message}"))
            .end()
            .bean("minions", "finish");

        from("timer:minion-report?period=200&synchronous=true").routeId("minion-report").routeConfigurationId("background")
            .precondition("{{caravan.role.minion}}")
            .routeDescription("tells each master what was done for it (Aggregator: whatever has gathered meanwhile, up to 500 jobs a report)")
            .split(method("minions", "reports"))
                .setProperty("report", body())
                .to("direct:minion-tell")
            .end();

        from("direct:minion-tell").routeId("minion-tell")
            .precondition("{{caravan.role.minion}}")
            .routeDescription("in: a Report; out: its master has it, or is told again later")
            .doTry()
                .bean("reporter", "tell")
                .bean("minions", "told")
            .doCatch(Exception.class)
                .bean("minions", "untold")
            .end();
    }
}
