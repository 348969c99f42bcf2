package caravan.imports;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** What is asked about imports. */
public class ImportAccountRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:import-page").routeId("import-page").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("out: the page with the form")
            .to("direct:import-recent")
            .bean("importPages", "form");

        from("direct:import-list").routeId("import-list").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("out: the imports of late")
            .to("direct:import-recent")
            .bean("importPages", "list");

        from("direct:import-account").routeId("import-account").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: header uuid; out: the import's account, as a page or as JSON")
            .setProperty("import", method("importForm", "id"))
            .to("direct:import-find")
            .bean("importPages", "account");

        from("direct:import-rejected").routeId("import-rejected").routeConfigurationId("http-problem")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: header uuid; out: its rejected.csv, as far as it is counted")
            .setProperty("import", method("importForm", "id"))
            .to("direct:import-find")
            .setBody(method("importFiles", "rejected"))
            .setHeader(Exchange.CONTENT_TYPE, constant("text/csv"))
            .setHeader("Content-Disposition", constant("attachment; filename=\"rejected.csv\""));

        from("direct:import-recent").routeId("import-recent")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("out: rows of the last hundred imports")
            .setBody(constant("SELECT * FROM import_account ORDER BY created DESC, id DESC LIMIT 100"))
            .to("jdbc:caravan?resetAutoCommit=false");

        from("direct:import-find").routeId("import-find")
            .precondition("{{caravan.role.publisher}}")
            .routeDescription("in: property import; out: its row")
            .setHeader("CamelJdbcParameters", method("importAccount", "one"))
            .setBody(constant("SELECT * FROM import_account WHERE id = :?import::uuid"))
            .to("jdbc:caravan?useHeadersAsParameters=true&resetAutoCommit=false")
            .setBody(method("importAccount", "found"));
    }
}
