package caravan.dispatcher;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestParamType;

/** What the dispatcher answers over HTTP. */
public class DispatcherApi extends RouteBuilder {

    @Override
    public void configure() {
        rest("/dispatch").disabled("{{!caravan.role.dispatcher}}").tag("dispatcher")
            .get("/{application}/*").id("dispatch-get")
                .description("Accepts a task. Each further segment of the path is an argument, percent-decoded.")
                .produces("text/plain")
                .param().name("application").type(RestParamType.path).description("which application runs it").endParam()
                .responseMessage(202, "the task's UUID, and nothing else; Location says where the task is")
                .responseMessage(404, "unknown application; the known ones are listed")
                .to("direct:dispatch")
            .get("/{application}").id("dispatch-get-alone")
                .description("The same without arguments.")
                .produces("text/plain")
                .param().name("application").type(RestParamType.path).description("which application runs it").endParam()
                .responseMessage(202, "the task's UUID")
                .to("direct:dispatch")
            .post("/{application}/*").id("dispatch-post")
                .description("The same as by GET, for those who do not want to change anything by that.")
                .produces("text/plain")
                .param().name("application").type(RestParamType.path).description("which application runs it").endParam()
                .responseMessage(202, "the task's UUID")
                .to("direct:dispatch")
            .post("/{application}").id("dispatch-post-alone")
                .description("The same without arguments.")
                .produces("text/plain")
                .param().name("application").type(RestParamType.path).description("which application runs it").endParam()
                .responseMessage(202, "the task's UUID")
                .to("direct:dispatch");

        rest("/status").disabled("{{!caravan.role.dispatcher}}").tag("dispatcher")
            .get("/{uuid}").id("status-get")
                .description("The status line of a task, such as \"200 OK\".")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.path).description("the task").endParam()
                .responseMessage(200, "the status line as a JSON string")
                .responseMessage(404, "no task has this UUID")
                .responseMessage(422, "this is no UUID")
                .to("direct:task-status");

        rest("/get").disabled("{{!caravan.role.dispatcher}}").tag("dispatcher")
            .get("/{uuid}").id("get-get")
                .description("The whole task.")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.path).description("the task").endParam()
                .responseMessage(200, "the task")
                .responseMessage(404, "no task has this UUID")
                .responseMessage(422, "this is no UUID")
                .to("direct:task-document");

        rest("/tasks").disabled("{{!caravan.role.dispatcher}}").tag("dispatcher")
            .get().id("tasks-get")
                .description("Tasks, the newest first, a page at a time.")
                .produces("application/json")
                .param().name("status").type(RestParamType.query).required(false).description("only these: 202, 102, 200, 422, 500 or 410").endParam()
                .param().name("application").type(RestParamType.query).required(false).description("only this application's").endParam()
                .param().name("before").type(RestParamType.query).required(false).description("the next of the page before").endParam()
                .param().name("limit").type(RestParamType.query).required(false).dataType("integer").description("1 to 500; 50 if not said").endParam()
                .responseMessage(200, "{\"tasks\": […], \"next\": …}")
                .to("direct:task-list");
    }
}
