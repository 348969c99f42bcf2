package caravan.market;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestParamType;

/** What the market answers over HTTP. */
public class MarketApi extends RouteBuilder {

    @Override
    public void configure() {
        rest("/market").disabled("{{!caravan.role.market}}").tag("market")
            .get().id("market-page-get")
                .description("The shop: its things with their ratings, and the cart.")
                .produces("text/html")
                .to("direct:market-page")
            .get("/things").id("things-get")
                .description("All things with their prices and ratings. Never fails: without a rating of now there is the last known one, or none.")
                .produces("application/json")
                .responseMessage(200, "a list: thing, price, currency, rating (0 to 5), ratedBy, fresh, age (seconds); what is not known is null")
                .to("direct:market-things-answer")
            .get("/fleet").id("fleet-get")
                .description("The instances of the ratings as this market sees them.")
                .produces("application/json")
                .responseMessage(200, "a list: instance, address, passing, breaker, asked, share, failed, pending, latency (milliseconds)")
                .to("direct:market-fleet")
            .get("/cart").id("cart-get")
                .description("The cart of this browser.")
                .produces("application/json")
                .responseMessage(200, "items (thing, quantity, price, sum), total, currency")
                .to("direct:cart")
            .post("/cart/{thing}").id("cart-post")
                .description("One more of a thing.")
                .produces("application/json")
                .param().name("thing").type(RestParamType.path).description("its name, such as camera").endParam()
                .responseMessage(200, "the cart")
                .responseMessage(303, "the shop, to a browser")
                .responseMessage(404, "no such thing is sold here")
                .responseMessage(409, "there are 99 of it in the cart")
                .to("direct:cart-add")
            .delete("/cart/{thing}").id("cart-delete")
                .description("Takes a thing out of the cart, however many there are.")
                .produces("application/json")
                .param().name("thing").type(RestParamType.path).description("its name, such as camera").endParam()
                .responseMessage(200, "the cart")
                .responseMessage(404, "no such thing is sold here")
                .to("direct:cart-remove")
            .post("/cart/{thing}/remove").id("cart-remove-post")
                .description("The same for forms, which know no DELETE.")
                .produces("application/json")
                .param().name("thing").type(RestParamType.path).description("its name, such as camera").endParam()
                .responseMessage(200, "the cart")
                .responseMessage(303, "the shop, to a browser")
                .responseMessage(404, "no such thing is sold here")
                .to("direct:cart-remove")
            .post("/checkout").id("checkout-post")
                .description("Buys what is in the cart, which empties it.")
                .produces("application/json")
                .responseMessage(200, "the cart, empty")
                .responseMessage(303, "the shop, to a browser")
                .to("direct:cart-checkout");

        rest("/").disabled("{{!caravan.home.market}}").tag("market")
            .get().id("market-home-get")
                .description("The shop, where there is no console.")
                .produces("text/html")
                .to("direct:market-page");
    }
}
