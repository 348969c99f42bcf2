package caravan.market;

import org.apache.camel.builder.RouteBuilder;

/** Removes carts that nobody has changed for caravan.keep, a thousand at a time. */
public class CartRetentionRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:cart-retention?period={{caravan.retention-period}}").routeId("cart-retention")
            .routeConfigurationId("background")
            .precondition("{{caravan.role.market}}")
            .setHeader("CamelJdbcUpdateCount", constant(1))
            .loopDoWhile(simple("${header.CamelJdbcUpdateCount} > 0"))
                .setHeader("keep", method("cartRetention", "interval"))
                .setBody(constant("DELETE FROM cart WHERE id IN (SELECT id FROM cart"
                    + " WHERE changed < now() - :?keep::interval ORDER BY changed LIMIT 1000)"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end();
    }
}
