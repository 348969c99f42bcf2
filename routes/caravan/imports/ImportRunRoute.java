package caravan.imports;

import org.apache.camel.builder.RouteBuilder;

/**
 * An import runs, in a thread of its own: for each session the file is read from its beginning and sent, what was sent is
 * waited for, and the session is closed. Usually there is one; another follows if it ended before everything was received.
 * The thread waits for each answer of the consumer itself: on the client's threads it would keep other answers waiting.
 */
public class ImportRunRoute extends RouteBuilder {

    @Override
    public void configure() {
        // Those that were stopped before their turn stay in the queue until it comes: how many run or wait is bounded before.
        from("seda:import-run?concurrentConsumers={{caravan.imports.concurrent}}&size=1000000").routeId("import-run")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: an import that is stored; out: it has ended, in whatever way, if nobody has stopped it before its turn")
            .filter(method("importRuns", "claim"))
                .to("direct:import-execute")
            .end();

        from("seda:import-stopped?concurrentConsumers=2&size=1000000").routeId("import-stopped")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: an import that was stopped before its turn; out: it has ended, though those that run go on")
            .to("direct:import-execute");

        from("direct:import-execute").routeId("import-execute")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: an import whose turn it is, or that is stopped; out: it has ended")
            .setProperty("run", body())
            .setProperty("import", simple("${body.id}"))
            // Not by onException: what was tried in vain in an inner route would pass it by.
            .doTry()
                .to("direct:import-inherit")
                .to("direct:import-parts")
                .bean("importOutcome", "settle")
            .doCatch(Throwable.class)
                .bean("importOutcome", "fail")
            .end()
            .filter(method("importSteps", "leavesSession"))
                .to("direct:import-leave")
            .end()
            .to("direct:import-end");

        from("direct:import-leave").routeId("import-leave")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("an import that is stopped leaves no session behind, also if it is stopped before its turn, or while a server is away")
            .setProperty("session", simple("${exchangeProperty.run.session}"))
            .doTry()
                .to("direct:import-close")
            .doCatch(Throwable.class)
                .bean("importOutcome", "noteLeft")
            .end();

        from("direct:import-parts").routeId("import-parts")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property run; out: everything is sent and received, or it was stopped")
            .loopDoWhile(method("importSteps", "isUnfinished"))
                .to("direct:import-part")
            .end();

        from("direct:import-part").routeId("import-part")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("one session, from its creation to its removal")
            .to("direct:import-session")
            .to("direct:import-read")
            .bean("importTransfer", "flush")
            .filter(method("importSteps", "needsListener"))
                .to("direct:import-process")
            .end()
            .filter(simple("${exchangeProperty.session} != null"))
                .to("direct:import-await")
                .filter(method("importSteps", "isClosing"))
                    .to("direct:import-close")
                .end()
            .end()
            .bean("importSteps", "next");

        from("direct:import-session").routeId("import-session").routeConfigurationId("import-perseverance")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("out: the part's session is there, as property session, and stored before anything is sent to it: resuming has to know of it")
            .filter(method("importSteps", "needsSession"))
                .to("direct:call-create?synchronous=true")
                .setProperty("session", body())
            .end()
            .bean("importTransfer", "begin")
            .setProperty("session", simple("${exchangeProperty.run.session}"))
            .to("direct:import-store")
            .bean("importSteps", "succeed");

        from("direct:import-process").routeId("import-process").routeConfigurationId("import-perseverance")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("the consumer listens to the session, or knows it no longer")
            .to("direct:call-process?synchronous=true")
            .choice()
                .when(simple("${body} == true"))
                    .bean("importSteps", "hear")
                .otherwise()
                    .bean("importSteps", "refuse")
            .end();

        from("direct:import-await").routeId("import-await").routeConfigurationId("import-perseverance")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("out: the consumer has received what was sent, or the session has ended")
            .loopDoWhile(method("importSteps", "isAwaited"))
                .to("direct:call-session?synchronous=true")
                .bean("importSteps", "see")
                .bean("importSteps", "succeed")
                .bean("importTransfer", "lookForQueue")
                .filter(method("importSteps", "isAwaited"))
                    .delay(50).syncDelayed().end()
                .end()
            .end();

        from("direct:import-close").routeId("import-close").routeConfigurationId("import-perseverance")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("out: the session has ended, as complete or not; its account is stored")
            .choice()
                .when(method("importSteps", "isReceived"))
                    .to("direct:call-remove?synchronous=true")
                .otherwise()
                    .bean("importTransfer", "purge")
                    .to("direct:call-abandon?synchronous=true")
            .end()
            .bean("importSteps", "see")
            .to("direct:import-store")
            .bean("importSteps", "succeed");

        from("direct:import-inherit").routeId("import-inherit").routeConfigurationId("import-perseverance")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("ends the sessions that an earlier life of this import has left open, and counts what all of them have received")
            .setHeader("CamelJdbcParameters", method("importAccount", "others"))
            .setBody(constant("SELECT session, number, received, saved, duplicates, rejected, db_count FROM import_part"
                + " WHERE import = :?import::uuid AND session IS DISTINCT FROM :?session::uuid AND NOT ended"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .split(body())
                .to("direct:import-settle?synchronous=true")
            .end()
            .setHeader("CamelJdbcParameters", method("importAccount", "others"))
            .setBody(constant("SELECT coalesce(sum(received), 0)::bigint AS received, count(*) AS parts FROM import_part"
                + " WHERE import = :?import::uuid AND session IS DISTINCT FROM :?session::uuid"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .bean("importSteps", "inherit");

        from("direct:import-end").routeId("import-end")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("the import's last account is stored, and whoever waits for it is told, whether it could be or not")
            .doTry()
                .to("direct:import-last-store")
            .doCatch(Throwable.class)
                .bean("importOutcome", "noteUnstored")
            .end()
            .bean("importTransfer", "close")
            .bean("importRuns", "end");

        from("direct:import-last-store").routeId("import-last-store").routeConfigurationId("import-end")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("how far it has come, and then what it has come to; of one that has not begun only that")
            .to("direct:import-store")
            .setHeader("CamelJdbcParameters", method("importAccount", "end"))
            .setBody(constant("UPDATE import SET state = :?state, message = :?message, ended = now()"
                + " WHERE id = :?import::uuid AND state = 'running'"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");
    }
}
