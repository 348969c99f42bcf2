package caravan.imports;

import org.apache.camel.builder.RouteConfigurationBuilder;

/** What happens to what goes wrong with an import. */
public class ImportErrorConfiguration extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        routeConfiguration("import-status")
            .precondition("{{caravan.role.publisher}}")
            .onException(Throwable.class)
                .handled(true)
                .bean("importPages", "refused");

        // What is away comes back: the step that failed is taken again, for as long as there is patience.
        routeConfiguration("import-perseverance")
            .precondition("{{caravan.role.publisher}}")
            .onException(Throwable.class)
                .onWhen(method("importOutcome", "passes"))
                .retryWhile(method("importOutcome", "hasPatience"))
                .logExhausted(false)
                .redeliveryDelay(500);

        // And the end is stored, however long that takes: an import that seems to run could not be resumed.
        routeConfiguration("import-end")
            .precondition("{{caravan.role.publisher}}")
            .onException(Throwable.class)
                .onWhen(method("importOutcome", "passes"))
                .retryWhile(method("importOutcome", "hasTime"))
                .redeliveryDelay(500);
    }
}
