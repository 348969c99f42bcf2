package caravan.shared.registry;

import caravan.shared.health.Degraded;
import caravan.shared.lifecycle.Closing;
import caravan.shared.start.Role;
import caravan.shared.start.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.PropertyInject;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.util.TimeUtils;

/** Who finds whom: the registry, and the instances of this process in it. */
@Configuration
public class RegistryBeans {

    /** Of the ratings in a process that is more than that: enough to lose one or two. */
    private static final int RATINGS = 3;

    private static final int MINIONS = 2;

    @BindToRegistry(value = "registry", lazy = true)
    public InstanceRegistry registry(
            CamelContext context, Settings settings, @PropertyInject("caravan.consul.token") String token) {
        return settings.consul()
                .map(url -> consul(context, url, token.strip()))
                .orElseGet(() -> new InProcessRegistry(Clock.systemUTC()));
    }

    private static void add(LocalInstances instances, String service, Settings settings, int many) {
        if (settings.roles().size() == 1) {
            instances.alone(service, settings.address());
        } else {
            instances.sharing(service, settings.address(), many);
        }
    }

    private static InstanceRegistry consul(CamelContext context, URI url, String token) {
        ConsulRegistry consul = Closing.with(context, new ConsulRegistry(url, token));
        HealthCheckRegistry.get(context).register(new Degraded("consul", () -> consul.trouble()
                .map(trouble -> trouble + "; the instances last seen stay in use")));
        return consul;
    }

    @BindToRegistry(value = "localInstances", lazy = true)
    public LocalInstances localInstances(Settings settings) {
        LocalInstances instances = new LocalInstances();
        if (settings.has(Role.RATINGS)) {
            add(instances, "ratings", settings, RATINGS);
        }
        if (settings.has(Role.MINION)) {
            add(instances, "minion", settings, MINIONS);
        }
        return instances;
    }

    @BindToRegistry(value = "ratingsGate", lazy = true)
    public InstanceGate ratingsGate(LocalInstances instances) {
        return new InstanceGate("ratings", instances);
    }

    @BindToRegistry(value = "minionGate", lazy = true)
    public InstanceGate minionGate(LocalInstances instances) {
        return new InstanceGate("minion", instances);
    }

    @BindToRegistry(value = "registration", lazy = true)
    public Registration registration(
            CamelContext context,
            InstanceRegistry registry,
            LocalInstances instances,
            @PropertyInject("caravan.heartbeat") String heartbeat) {
        Registration registration =
                new Registration(registry, instances, Duration.ofMillis(TimeUtils.toMilliSeconds(heartbeat)));
        // Before the routes stop: nobody is sent here any more while they do.
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                registration.leave();
            }
        });
        return registration;
    }
}
