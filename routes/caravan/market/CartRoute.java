package caravan.market;

import caravan.shared.JsonText;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The cart of a browser, which owns it by a signed cookie. While the database is away: 503. */
public class CartRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:cart").routeId("cart").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.market}}")
            .routeDescription("in: header Cookie; out: the cart as JSON")
            .to("direct:cart-find")
            .to("direct:cart-answer");

        from("direct:cart-add").routeId("cart-add").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.market}}")
            .routeDescription("in: headers Cookie and thing; one more of it is in the cart, which is made if there is none")
            .bean("things", "named")
            .bean("cartRequest", "findOrMake")
            .to("direct:cart-parameters")
            .setBody(constant(ADD))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .bean("cartRequest", "refuseFull")
            .to("direct:cart-answer");

        from("direct:cart-remove").routeId("cart-remove").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.market}}")
            .routeDescription("in: headers Cookie and thing; none of it is in the cart")
            .bean("things", "named")
            .bean("cartRequest", "find")
            .filter(exchangeProperty("cart").isNotNull())
                .to("direct:cart-parameters")
                .setBody(constant("DELETE FROM cart_item WHERE cart = :?cart AND thing = :?thing"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end()
            .to("direct:cart-answer");

        from("direct:cart-checkout").routeId("cart-checkout").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.market}}")
            .routeDescription("in: header Cookie; the cart is empty")
            .bean("cartRequest", "find")
            .filter(exchangeProperty("cart").isNotNull())
                .to("direct:cart-parameters")
                .setBody(constant("DELETE FROM cart WHERE id = :?cart"))
                .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .end()
            .to("direct:cart-answer");

        from("direct:cart-find").routeId("cart-find")
            .precondition("{{caravan.role.market}}")
            .routeDescription("in: header Cookie; out: the Cart")
            .bean("cartRequest", "find")
            .to("direct:cart-items");

        from("direct:cart-items").routeId("cart-items")
            .precondition("{{caravan.role.market}}")
            .routeDescription("in: property cart, if there is one; out: the Cart")
            .choice()
                .when(exchangeProperty("cart").isNull())
                    .setBody(method("carts", "none"))
                .otherwise()
                    .to("direct:cart-parameters")
                    .setBody(constant("SELECT thing, quantity FROM cart_item WHERE cart = :?cart"))
                    .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
                    .setBody(method("carts", "of"))
            .end();

        from("direct:cart-parameters").routeId("cart-parameters")
            .precondition("{{caravan.role.market}}")
            .routeDescription("out: header cart; nothing that came can stand in for it")
            .removeHeader("CamelJdbcParameters")
            .setHeader("cart", exchangeProperty("cart"));

        from("direct:cart-answer").routeId("cart-answer")
            .precondition("{{caravan.role.market}}")
            .routeDescription("out: the cart as JSON, or for a browser that has changed it, the way back to the shop")
            .to("direct:cart-items")
            .setBody(method("marketAnswer", "cart"))
            .setBody(method(JsonText.class, "of"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:market-key").routeId("market-key")
            .precondition("{{caravan.role.market}}")
            .routeDescription("in: a new key; out: the key that signs the cookies of all markets on this database")
            .removeHeader("CamelJdbcParameters")
            .setHeader("key", body())
            .setBody(constant("INSERT INTO market_key (id, key) VALUES (1, :?key) ON CONFLICT (id) DO NOTHING"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setBody(constant("SELECT key FROM market_key WHERE id = 1"))
            .to("jdbc:caravan?resetAutoCommit=false")
            .setBody(simple("${body[0][key]}"));
    }

    /** Nothing is added to 99 of a thing. */
    private static final String ADD = """
        WITH owner AS (
            INSERT INTO cart (id) VALUES (:?cart) ON CONFLICT (id) DO UPDATE SET changed = now() RETURNING id)
        INSERT INTO cart_item (cart, thing, quantity) SELECT id, :?thing, 1 FROM owner
        ON CONFLICT (cart, thing) DO UPDATE SET quantity = cart_item.quantity + 1 WHERE cart_item.quantity < 99
        """;
}
