package caravan.minions;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestParamType;

/** What a minion answers over HTTP: to masters. */
public class MinionApi extends RouteBuilder {

    @Override
    public void configure() {
        rest("/ask_a_minion/v1").disabled("{{!caravan.minion.alone}}").tag("minion")
            .post("/time").id("minion-time-post")
                .description("Takes a job whose message will be the time. Form: uuid, delay (seconds), master (who is to be told).")
                .consumes("application/x-www-form-urlencoded").produces("application/json")
                .responseMessage(200, "the job; the same UUID twice is one job")
                .responseMessage(400, "a field is wrong")
                .to("direct:minion-time")
            .post("/magic8ball").id("minion-magic8ball-post")
                .description("Takes a job whose message will be an answer of the Magic 8-Ball. Form: the same and question.")
                .consumes("application/x-www-form-urlencoded").produces("application/json")
                .responseMessage(200, "the job; the same UUID twice is one job")
                .responseMessage(400, "a field is wrong")
                .to("direct:minion-magic8ball")
            .get("/query/{uuid}").id("minion-query-get")
                .description("A job that this minion has.")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.path).description("the job").endParam()
                .responseMessage(400, "it does not have it (any more)")
                .to("direct:minion-query");

        rest("/instances").disabled("{{!caravan.minion.sharing}}").tag("minion")
            .post("/{instance}/ask_a_minion/v1/time").id("instance-time-post")
                .description("The same of one of several minions in this process.")
                .consumes("application/x-www-form-urlencoded").produces("application/json")
                .param().name("instance").type(RestParamType.path).description("its name, such as minion-1").endParam()
                .to("direct:minion-time")
            .post("/{instance}/ask_a_minion/v1/magic8ball").id("instance-magic8ball-post")
                .description("The same of one of several minions in this process.")
                .consumes("application/x-www-form-urlencoded").produces("application/json")
                .param().name("instance").type(RestParamType.path).description("its name, such as minion-1").endParam()
                .to("direct:minion-magic8ball")
            .get("/{instance}/ask_a_minion/v1/query/{uuid}").id("instance-query-get")
                .description("A job that one of several minions in this process has.")
                .produces("application/json")
                .param().name("instance").type(RestParamType.path).description("its name, such as minion-1").endParam()
                .param().name("uuid").type(RestParamType.path).description("the job").endParam()
                .to("direct:minion-query");
    }
}
