package caravan.imports;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The file of an import is read, checked and published, a thousand rows at a time, in memory of a fixed size. */
public class ImportReadRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:import-read").routeId("import-read")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("the file (Splitter): rows that are none go to rejected.csv, the others to the session's queue")
            .setBody(method("importFiles", "columns"))
            .marshal().csv()
            .setHeader(Exchange.FILE_NAME, simple("${exchangeProperty.run.id}/rejected.csv"))
            .to("file:{{caravan.data}}/imports?fileExist=Override")
            .split(method("importTransfer", "chunks")).streaming().stopOnException()
                .multicast().stopOnException()
                    .to("direct:import-rejects", "direct:import-publish")
            .end();

        from("direct:import-rejects").routeId("import-rejects")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: some rows; those that are none (Message Filter) are written as CSV, each byte as it stood, which ISO 8859-1 keeps")
            .filter(simple("${body.rejects.size} > 0"))
                .setBody(method("importFiles", "records"))
                .setProperty(Exchange.CHARSET_NAME, constant("ISO-8859-1"))
                .marshal().csv()
                .setHeader(Exchange.FILE_NAME, simple("${exchangeProperty.run.id}/rejected.csv"))
                .to("file:{{caravan.data}}/imports?fileExist=Append")
            .end();

        from("direct:import-publish").routeId("import-publish")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: the same rows; the good ones are published, one or many a message, and confirmed while the next are read; live, somebody listens before the first")
            .filter(method("importSteps", "isFirst"))
                .setProperty("chunk", body())
                .to("direct:import-process")
                .setBody(exchangeProperty("chunk"))
            .end()
            .bean("importTransfer", "publish");
    }
}
