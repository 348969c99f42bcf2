package caravan.shared;

import caravan.shared.registry.RegistryFailure;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;

/** What happens while the registry is away. */
public class RegistrationErrorConfiguration extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        routeConfiguration("registration")
            .precondition("{{caravan.instances}}")
            .onException(RegistryFailure.class)
                .retryWhile(method("registration", "goesOn"))
                .redeliveryDelay(1000)
                .retryAttemptedLogLevel(LoggingLevel.OFF)
                .onRedeliveryRef("outages")
                .handled(true);
    }
}
