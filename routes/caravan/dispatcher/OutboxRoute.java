package caravan.dispatcher;

import org.apache.camel.builder.RouteBuilder;

/**
 * The outbox: what is stored and not known to be with the broker. Usually a row lives for milliseconds. What a publisher
 * could not send, or left behind when it was killed, is taken up by the relay of any dispatcher once it is due.
 */
public class OutboxRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:outbox-relay?period={{caravan.dispatcher.relay-period}}").routeId("outbox-relay")
            .routeConfigurationId("background")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("takes what is due, as long as there is anything and the broker takes it")
            .loopDoWhile(method("relay", "goesOn"))
                .setBody(constant(TAKE))
                .to("jdbc:caravan?resetAutoCommit=false")
                .setProperty("taken", method("relay", "publish"))
            .end();

        from("direct:outbox-published").routeId("outbox-published")
            .precondition("{{caravan.role.dispatcher}}")
            .routeDescription("in: ids of outbox rows that the broker has confirmed; they are removed")
            .setHeader("CamelJdbcParameters", method("taskRows", "these"))
            .setBody(constant("DELETE FROM outbox WHERE id = ANY (:?ids::uuid[])"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false");
    }

    /** A row that is taken is due again in 30 s, should its taker not come to publish it. Relays do not wait for each other. */
    private static final String TAKE = """
        WITH taken AS (
            UPDATE outbox SET due = now() + interval '30 seconds'
            WHERE id IN (SELECT id FROM outbox WHERE due <= now() ORDER BY due LIMIT 20 FOR UPDATE SKIP LOCKED)
            RETURNING id, tasks
        )
        SELECT taken.id AS outbox, task.id AS task, task.request_id
        FROM taken LEFT JOIN task ON task.id = ANY (taken.tasks) AND task.status IN (202, 102)
        """;
}
