package caravan.imports;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestParamType;

/** The protocol of the consumer over HTTP. Errors are the body ERROR, with the reason in the header X-Error. */
public class ConsumerApi extends RouteBuilder {

    @Override
    public void configure() {
        rest("/healthcheck").disabled("{{!caravan.role.consumer}}").tag("consumer")
            .get().id("healthcheck-get")
                .description("Whether sessions can be created now.")
                .produces("text/plain")
                .responseMessage(200, "OK")
                .responseMessage(503, "the broker or the database is away")
                .to("direct:consumer-healthcheck");

        rest("/create").disabled("{{!caravan.role.consumer}}").tag("consumer")
            .get().id("create-get")
                .description("Creates a session and its queue, to which rows are published with the session's UUID as routing key.")
                .produces("application/json")
                .responseMessage(200, "{\"uuid\": …}")
                .to("direct:session-create");

        rest("/process").disabled("{{!caravan.role.consumer}}").tag("consumer")
            .get().id("process-get")
                .description("Begins to listen. The session ends by itself once its queue has been empty for so many seconds.")
                .produces("text/plain")
                .param().name("uuid").type(RestParamType.query).description("the session").endParam()
                .param().name("timeout").type(RestParamType.query).required(false).dataType("integer").description("seconds, 1 to 3600; 5 if not said").endParam()
                .param().name("mode").type(RestParamType.query).required(false).description("live or batch; only noted").endParam()
                .responseMessage(200, "OK")
                .responseMessage(404, "there is no such session")
                .to("direct:session-process");

        rest("/getSession").disabled("{{!caravan.role.consumer}}").tag("consumer")
            .get().id("get-session-get")
                .description("The account of a session.")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.query).description("the session").endParam()
                .responseMessage(200, "uuid, state, mode, checksum, saved, duplicates, rejected, db_count")
                .responseMessage(404, "there is no such session")
                .to("direct:session-get");

        rest("/remove").disabled("{{!caravan.role.consumer}}").tag("consumer")
            .get().id("remove-get")
                .description("Ends a session: everything in its queue is saved first, if it listens; the queue is deleted.")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.query).description("the session").endParam()
                .param().name("state").type(RestParamType.query).required(false).description("completed, unless not-completed is said").endParam()
                .responseMessage(200, "uuid, checksum, saved, duplicates, rejected, db_count")
                .responseMessage(404, "there is no such session")
                .to("direct:session-remove");

        rest("/clear").disabled("{{!caravan.role.consumer}}").tag("consumer")
            .post().id("clear-post")
                .description("Empties the table.")
                .produces("text/plain")
                .responseMessage(200, "OK")
                .to("direct:employees-clear");

        rest("/undo").disabled("{{!caravan.role.consumer}}").tag("consumer")
            .post().id("undo-post")
                .description("Takes back the rows that a session has saved, and no others.")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.query).description("the session").endParam()
                .responseMessage(200, "{\"uuid\": …, \"undone\": how many}")
                .responseMessage(202, "the same so far: there are more, ask again")
                .responseMessage(404, "there is no such session")
                .responseMessage(409, "it has not ended")
                .to("direct:session-undo");
    }
}
