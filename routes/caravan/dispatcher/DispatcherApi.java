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
                .param().name("wait").type(RestParamType.query).required(false).dataType("number").description("answer when the task has ended, or after so many seconds, at most 60").endParam()
                .responseMessage(200, "the status line as a JSON string")
                .responseMessage(404, "no task has this UUID")
                .responseMessage(422, "this is no UUID")
                .to("direct:task-status");

        rest("/get").disabled("{{!caravan.role.dispatcher}}").tag("dispatcher")
            .get("/{uuid}").id("get-get")
                .description("The whole task.")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.path).description("the task").endParam()
                .param().name("wait").type(RestParamType.query).required(false).dataType("number").description("answer when the task has ended, or after so many seconds, at most 60").endParam()
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

        rest("/cancel").disabled("{{!caravan.role.dispatcher}}").tag("dispatcher")
            .post("/{uuid}").id("cancel-post")
                .description("Cancels a task that has not ended; if it runs, it is interrupted.")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.path).description("the task").endParam()
                .responseMessage(200, "the status line, \"410 Gone\", as a JSON string")
                .responseMessage(404, "no task has this UUID")
                .responseMessage(409, "it has ended already")
                .responseMessage(422, "this is no UUID")
                .to("direct:task-cancel");

        rest("/retry").disabled("{{!caravan.role.dispatcher}}").tag("dispatcher")
            .post("/{uuid}").id("retry-post")
                .description("Sends a task at 500 or 422 back in; it begins anew, with its attempts at 0.")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.path).description("the task").endParam()
                .responseMessage(202, "the status line, \"202 Accepted\", as a JSON string; Location says where the task is")
                .responseMessage(404, "no task has this UUID")
                .responseMessage(409, "it is at another status")
                .responseMessage(422, "this is no UUID")
                .to("direct:task-retry");

        rest("/dead-letters").disabled("{{!caravan.role.dispatcher}}").tag("dispatcher")
            .get().id("dead-letters-get")
                .description("The tasks at 500, with their reasons, the newest first, a page at a time.")
                .produces("application/json")
                .param().name("application").type(RestParamType.query).required(false).description("only this application's").endParam()
                .param().name("before").type(RestParamType.query).required(false).description("the next of the page before").endParam()
                .param().name("limit").type(RestParamType.query).required(false).dataType("integer").description("1 to 500; 50 if not said").endParam()
                .responseMessage(200, "{\"tasks\": […], \"next\": …}")
                .to("direct:dead-letters")
            .post("/replay").id("dead-letters-replay-post")
                .description("Sends all of them back in, or those of one application, as /retry does.")
                .produces("application/json")
                .param().name("application").type(RestParamType.query).required(false).description("only this application's").endParam()
                .responseMessage(200, "{\"replayed\": how many}")
                .to("direct:dead-letters-replay");
    }
}
