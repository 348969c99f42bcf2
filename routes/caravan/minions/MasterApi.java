package caravan.minions;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestParamType;

/** What the master answers over HTTP. The list of endpoints that it shows is made of these descriptions. */
public class MasterApi extends RouteBuilder {

    @Override
    public void configure() {
        rest("/ask_a_minion").disabled("{{!caravan.role.master}}").tag("master")
            .get().id("ask-a-minion-get")
                .description("This list.")
                .produces("text/plain")
                .to("direct:job-endpoints")
            .get("/v1").id("ask-a-minion-v1-get")
                .description("This list.")
                .produces("text/plain")
                .to("direct:job-endpoints");

        rest("/ask_a_minion/v1").disabled("{{!caravan.role.master}}").tag("master")
            .get("/time").id("job-time-get")
                .description("Asks a minion for the time. Parameters: delay (seconds), destination (a URL).")
                .produces("application/json")
                .param().name("delay").type(RestParamType.query).required(false).dataType("number").description("the minion is to wait so many seconds, 0 to 3600").endParam()
                .param().name("destination").type(RestParamType.query).required(false).description("the finished job is POSTed there; its host must be on caravan.callbacks").endParam()
                .responseMessage(200, "the job, which is stored and pending")
                .responseMessage(400, "a parameter is wrong, as a job that was not started")
                .to("direct:job-time")
            .post("/magic8ball").id("job-magic8ball-post")
                .description("Asks a minion's Magic 8-Ball. Form: question, delay (seconds), destination (a URL).")
                .consumes("application/x-www-form-urlencoded,multipart/form-data").produces("application/json")
                .responseMessage(200, "the job, which is stored and pending")
                .responseMessage(400, "a field is wrong or missing, as a job that was not started")
                .to("direct:job-magic8ball")
            .get("/query/{uuid}").id("job-query-get")
                .description("A job. Parameter: wait (answer when it is finished, or after so many seconds, at most 60).")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.path).description("the job").endParam()
                .param().name("wait").type(RestParamType.query).required(false).dataType("number").description("answer when it is finished, or after so many seconds, at most 60").endParam()
                .responseMessage(200, "the job")
                .responseMessage(400, "no job has this UUID, or it is none")
                .to("direct:job-query")
            .get("/jobs").id("jobs-get")
                .description("The newest jobs. Parameter: limit (1 to 500, 50 if not said).")
                .produces("application/json")
                .param().name("limit").type(RestParamType.query).required(false).dataType("integer").description("1 to 500; 50 if not said").endParam()
                .responseMessage(200, "a list of jobs")
                .to("direct:job-list")
            .delete("/jobs").id("jobs-delete")
                .description("Initializes: all jobs are forgotten.")
                .produces("text/plain")
                .responseMessage(200, "OK")
                .to("direct:jobs-initialize")
            .get("/minions").id("minions-get")
                .description("The minions as this master sees them.")
                .produces("application/json")
                .responseMessage(200, "a list: instance, address, passing, breaker, asked, share, failed, pending, latency (milliseconds)")
                .to("direct:minion-list")
            .post("/reports").id("job-reports-post")
                .description("For minions: jobs that they have finished. Body: a JSON array of uuid, message, result.")
                .consumes("application/json")
                .responseMessage(200, "they are stored")
                .responseMessage(400, "an entry is wrong; none is stored")
                .to("direct:job-reports");

        rest("/").disabled("{{!caravan.home.master}}").tag("master")
            .get().id("master-home-get")
                .description("This list.")
                .produces("text/plain")
                .to("direct:job-endpoints");
    }
}
