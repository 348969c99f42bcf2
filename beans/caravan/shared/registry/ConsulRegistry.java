package caravan.shared.registry;

import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.ConsulException;
import org.kiwiproject.consul.NotRegisteredException;
import org.kiwiproject.consul.cache.ServiceHealthCache;
import org.kiwiproject.consul.config.CacheConfig;
import org.kiwiproject.consul.config.ClientConfig;
import org.kiwiproject.consul.model.agent.ImmutableRegCheck;
import org.kiwiproject.consul.model.agent.ImmutableRegistration;
import org.kiwiproject.consul.model.health.Service;
import org.kiwiproject.consul.option.Options;

/**
 * The registry of processes on many machines: a Consul agent, over its HTTP API. An instance is a service with a
 * time-to-live check; its whole address is in its metadata, for Consul knows of host and port only.
 */
public final class ConsulRegistry implements InstanceRegistry, AutoCloseable {

    /** Of the service's metadata: the base URL, with its path. */
    static final String ADDRESS = "address";

    /** Of the service's metadata: who registered it. */
    private static final String PROCESS = "process";

    private static final String FORGOTTEN_AFTER = "10m";
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int WATCH_SECONDS = 8;

    /** Longer than a watch, or each would end as a failure. */
    private static final Duration READ = Duration.ofSeconds(10);

    private final Consul consul;
    private final ConsulPresence presence;
    private final Set<ConsulInstances> watched = ConcurrentHashMap.newKeySet();
    private final String process = UUID.randomUUID().toString();

    /** @param token of an access control list; empty: none */
    public ConsulRegistry(URI url, String token) {
        presence = new ConsulPresence(url);
        Consul.Builder builder = Consul.builder()
                .withUrl(url.toString())
                .withPing(false)
                .withConnectTimeoutMillis(CONNECT.toMillis())
                .withReadTimeoutMillis(READ.toMillis())
                .withWriteTimeoutMillis(CONNECT.toMillis())
                .withClientEventCallback(presence)
                .withClientConfiguration(new ClientConfig(CacheConfig.builder()
                        .withBackOffDelay(Duration.ofSeconds(1))
                        .withRefreshErrorLoggedAs((log, message, failure) -> log.debug(message, failure))
                        .build()));
        if (!token.isEmpty()) {
            builder.withTokenAuth(token);
        }
        consul = builder.build();
    }

    @Override
    public void register(Instance instance, Duration timeToLive) {
        URI address = instance.address();
        asking(() -> consul.agentClient()
                .register(ImmutableRegistration.builder()
                        .name(instance.service())
                        .id(instance.id())
                        .address(address.getHost())
                        .port(port(address))
                        .putMeta(ADDRESS, address.toString())
                        .putMeta(PROCESS, process)
                        .check(ImmutableRegCheck.builder()
                                .ttl(timeToLive.toMillis() + "ms")
                                .status("passing")
                                .deregisterCriticalServiceAfter(FORGOTTEN_AFTER)
                                .build())
                        .build()));
    }

    @Override
    public boolean heartbeat(String id) {
        Service known = asked(() -> consul.agentClient().getServices().get(id));
        if (known == null) {
            return false;
        }
        if (!process.equals(known.getMeta().getOrDefault(PROCESS, process))) {
            throw RegistryFailure.taken(id);
        }
        try {
            consul.agentClient().pass(id);
            return true;
        } catch (NotRegisteredException e) {
            // What the client throws whatever it was; an agent that does not know the check says 404, an older one 500.
            if (e.getCause() instanceof ConsulException refused && isUnknown(refused)) {
                return false;
            }
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void deregister(String id) {
        asking(() -> {
            try {
                consul.agentClient().deregister(id);
            } catch (ConsulException e) {
                if (!isUnknown(e)) {
                    throw e;
                }
            }
        });
    }

    @Override
    public List<Instance> passing(String service) {
        try {
            return new ConsulInstances(service, found -> {})
                    .passing(consul.healthClient()
                            .getHealthyServiceInstances(service)
                            .getResponse());
        } catch (ConsulException e) {
            throw failure(e);
        }
    }

    /** {@inheritDoc} While Consul is away, or has lost what it knew, the last list stays in use. */
    @Override
    public Watch watch(String service, Consumer<List<Instance>> listener) {
        ServiceHealthCache cache = ServiceHealthCache.newCache(
                consul.healthClient(), service, false, WATCH_SECONDS, Options.BLANK_QUERY_OPTIONS);
        ConsulInstances instances = new ConsulInstances(service, listener);
        cache.addListener(found -> instances.found(ImmutableMap.copyOf(found).values()));
        cache.start();
        try {
            cache.awaitInitialized(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watched.add(instances);
        return () -> {
            watched.remove(instances);
            cache.stop();
        };
    }

    /** Why what Consul says is not to be relied on; empty while it is. */
    public Optional<String> trouble() {
        return presence.trouble().or(() -> watched.stream()
                .flatMap(instances -> instances.trouble().stream())
                .findFirst());
    }

    @Override
    public void close() {
        consul.destroy();
    }

    private static int port(URI address) {
        return address.getPort() > 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    }

    private static boolean isUnknown(ConsulException refused) {
        return refused.getCode() == 404
                || refused.getCode() == 500
                        && String.valueOf(refused.getMessage()).matches("(?s).*(Unknown|does not have).*");
    }

    private static void asking(Runnable request) {
        asked(() -> {
            request.run();
            return null;
        });
    }

    private static <T> T asked(Supplier<T> request) {
        try {
            return request.get();
        } catch (ConsulException e) {
            throw failure(e);
        }
    }

    private static RegistryFailure failure(Throwable cause) {
        boolean refused = cause instanceof ConsulException answer && answer.hasCode();
        return new RegistryFailure(refused ? "Consul refuses: " + cause.getMessage() : "Consul does not answer", cause);
    }
}
