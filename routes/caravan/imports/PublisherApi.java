package caravan.imports;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.rest.RestParamType;

/** What the publisher answers over HTTP. */
public class PublisherApi extends RouteBuilder {

    @Override
    public void configure() {
        rest("/import").disabled("{{!caravan.role.publisher}}").tag("imports")
            .get().id("import-page-get")
                .description("The page with the form, and the imports of late.")
                .produces("text/html")
                .to("direct:import-page");

        rest("/").disabled("{{!caravan.home.publisher}}").tag("imports")
            .get().id("publisher-home-get")
                .description("The same, where there is no console.")
                .produces("text/html")
                .to("direct:import-page");

        rest("/simulate").disabled("{{!caravan.role.publisher}}").tag("imports")
            .post().id("simulate-post")
                .description("Imports a file, and answers when that has ended. What is wrong is answered with 200 too, as status.")
                .consumes("multipart/form-data").produces("text/html,application/json")
                .param().name("input_file").type(RestParamType.formData).dataType("file").description("rows of name,email").endParam()
                .param().name("mode").type(RestParamType.formData).required(false).description("live, if not said, or batch").endParam()
                .param().name("timeout").type(RestParamType.formData).required(false).dataType("integer").description("seconds, 1 to 3600; 5 if not said").endParam()
                .param().name("clear").type(RestParamType.formData).required(false).description("true: the table is emptied first").endParam()
                .param().name("charset").type(RestParamType.formData).required(false).description("of the file; UTF-8 if not said").endParam()
                .param().name("dry-run").type(RestParamType.formData).required(false).description("true: nothing is published").endParam()
                .responseMessage(200, "status, sent, info")
                .to("direct:simulate");

        rest("/imports").disabled("{{!caravan.role.publisher}}").tag("imports")
            .get().id("imports-get")
                .description("Imports, the newest first: the last hundred.")
                .produces("text/html,application/json")
                .responseMessage(200, "{\"imports\": […]}")
                .to("direct:import-list")
            .post().id("imports-post")
                .description("Begins an import.")
                .consumes("multipart/form-data").produces("text/html,application/json")
                .param().name("dry-run").type(RestParamType.query).required(false).description("the same as the field of this name").endParam()
                .param().name("input_file").type(RestParamType.formData).dataType("file").description("rows of name,email").endParam()
                .param().name("mode").type(RestParamType.formData).required(false).description("live, if not said, or batch").endParam()
                .param().name("timeout").type(RestParamType.formData).required(false).dataType("integer").description("seconds, 1 to 3600; 5 if not said").endParam()
                .param().name("clear").type(RestParamType.formData).required(false).description("true: the table is emptied first").endParam()
                .param().name("charset").type(RestParamType.formData).required(false).description("of the file; UTF-8 if not said").endParam()
                .param().name("dry-run").type(RestParamType.formData).required(false).description("true: nothing is published").endParam()
                .responseMessage(202, "the account; Location says where it will be")
                .responseMessage(400, "a field is missing, or wrong, or none that there is")
                .responseMessage(503, "the consumer, the broker or the database is away")
                .to("direct:import")
            .get("/{uuid}").id("imports-one-get")
                .description("The account of an import by now.")
                .produces("text/html,application/json")
                .param().name("uuid").type(RestParamType.path).description("the import").endParam()
                .responseMessage(200, "the account")
                .responseMessage(404, "no import has this UUID")
                .to("direct:import-account")
            .get("/{uuid}/rejected.csv").id("imports-rejected-get")
                .description("The rejected rows: line, reason, and the row as it stood in the file.")
                .produces("text/csv")
                .param().name("uuid").type(RestParamType.path).description("the import").endParam()
                .responseMessage(200, "line,reason,row")
                .to("direct:import-rejected")
            .post("/{uuid}/resume").id("imports-resume-post")
                .description("Goes on with an import that is not completed.")
                .produces("text/html,application/json")
                .param().name("uuid").type(RestParamType.path).description("the import").endParam()
                .responseMessage(202, "the account")
                .responseMessage(409, "it is in another state, or its upload is not here")
                .to("direct:import-resume")
            .delete("/{uuid}").id("imports-delete")
                .description("Stops an import that runs; what is saved stays.")
                .produces("application/json")
                .param().name("uuid").type(RestParamType.path).description("the import").endParam()
                .responseMessage(200, "the account")
                .responseMessage(409, "it has ended, or does not run here")
                .to("direct:import-stop")
            .post("/{uuid}/stop").id("imports-stop-post")
                .description("The same, for a page without JavaScript.")
                .produces("text/html,application/json")
                .param().name("uuid").type(RestParamType.path).description("the import").endParam()
                .to("direct:import-stop")
            .post("/{uuid}/undo").id("imports-undo-post")
                .description("Takes back exactly the rows that an import has saved.")
                .produces("text/html,application/json")
                .param().name("uuid").type(RestParamType.path).description("the import").endParam()
                .responseMessage(200, "{\"uuid\": …, \"undone\": how many rows}")
                .responseMessage(409, "it runs, was undone before, or was a check only")
                .to("direct:import-undo");
    }
}
