package caravan.ratings;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestParamType;

/** What an instance of the ratings answers over HTTP. */
public class RatingsApi extends RouteBuilder {

    @Override
    public void configure() {
        rest("/ratings").disabled("{{!caravan.ratings.alone}}").tag("ratings")
            .get("/{thing}").id("rating-get")
                .description("What customers think of a thing.")
                .produces("application/json")
                .param().name("thing").type(RestParamType.path).description("its name, such as camera").endParam()
                .responseMessage(200, "thing, rating (0 to 5) and the instance that says so")
                .responseMessage(404, "nobody has rated it")
                .to("direct:rating");

        rest("/instances").disabled("{{!caravan.ratings.sharing}}").tag("ratings")
            .get("/{instance}/ratings/{thing}").id("instance-rating-get")
                .description("The same of one of several instances in this process.")
                .produces("application/json")
                .param().name("instance").type(RestParamType.path).description("its name, such as ratings-1").endParam()
                .param().name("thing").type(RestParamType.path).description("its name, such as camera").endParam()
                .responseMessage(200, "thing, rating (0 to 5) and the instance that says so")
                .responseMessage(404, "nobody has rated it, or there is no such instance")
                .responseMessage(503, "the instance was stopped")
                .to("direct:rating");
    }
}
