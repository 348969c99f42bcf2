package caravan.shared;

import org.apache.camel.builder.RouteConfigurationBuilder;

/** What happens to what goes wrong, by the kind of entry. Inner routes pass their exceptions on to whoever called them. */
public class ErrorConfiguration extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        routeConfiguration()
            .errorHandler(noErrorHandler());

        routeConfiguration("http-problem")
            .onException(Throwable.class)
                .handled(true)
                .bean("problems", "answer");

        routeConfiguration("job-problem")
            .onException(Throwable.class)
                .handled(true)
                .bean("jobProblems", "answer");

        routeConfiguration("background")
            .onException(Throwable.class)
                .handled(true)
                .bean("outages", "note");
    }
}
