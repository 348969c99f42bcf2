package caravan.shared;

import org.apache.camel.builder.RouteBuilder;

/** The instances of this process say that they live; while the registry is away, every second, so that it learns of them soon after. */
public class RegistrationRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:registration?period={{caravan.heartbeat}}&delay=0").routeId("registration")
            .routeConfigurationId("registration")
            .precondition("{{caravan.instances}}")
            .bean("registration", "beat");

        from("timer:registry-expiry?period=500").routeId("registry-expiry")
            .precondition("{{caravan.registry.in-process}}")
            .bean("registry", "expire");
    }
}
