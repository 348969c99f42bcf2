package caravan.imports;

import org.apache.camel.builder.RouteConfigurationBuilder;

/** Errors of the consumer's requests, as their protocol has them. */
public class ConsumerErrorConfiguration extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        routeConfiguration("consumer-error")
            .precondition("{{caravan.role.consumer}}")
            .onException(Throwable.class)
                .handled(true)
                .bean("consumerErrors", "answer");
    }
}
