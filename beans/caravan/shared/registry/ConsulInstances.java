package caravan.shared.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.kiwiproject.consul.model.health.HealthCheck;
import org.kiwiproject.consul.model.health.Service;
import org.kiwiproject.consul.model.health.ServiceHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Consul says about a service, as {@link Instance}s; whoever listens is told what has changed in it. */
final class ConsulInstances {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.registry");
    private static final String PASSING = "passing";

    private final String service;
    private final Consumer<List<Instance>> listener;

    /** Those that have been spoken of. */
    private final Set<String> unusable = new HashSet<>();

    private List<Instance> told;
    private boolean lost;

    ConsulInstances(String service, Consumer<List<Instance>> listener) {
        this.service = service;
        this.listener = listener;
    }

    /**
     * @param all the service's instances, healthy or not. None at all is what a Consul says that has lost its data or
     *     wants another token: that replaces no list that had some.
     */
    synchronized void found(Collection<ServiceHealth> all) {
        if (all.isEmpty() && told != null && !told.isEmpty()) {
            lost();
            return;
        }
        if (lost) {
            lost = false;
            LOG.info("Consul knows instances of {} again", service);
        }
        List<Instance> passing = passing(all);
        if (!passing.equals(told)) {
            told = passing;
            listener.accept(passing);
        }
    }

    /** What is wrong, on one line. */
    synchronized Optional<String> trouble() {
        return lost ? Optional.of("Consul knows no instance of " + service + " any more") : Optional.empty();
    }

    private void lost() {
        if (!lost) {
            lost = true;
            LOG.warn("Consul knows no instance of {} any more, healthy or not: those last seen stay in use", service);
        }
    }

    /** The healthy ones that have an address one can use, ordered by id. */
    synchronized List<Instance> passing(Collection<ServiceHealth> all) {
        return all.stream()
                .filter(health ->
                        health.getChecks().stream().map(HealthCheck::getStatus).allMatch(PASSING::equals))
                .flatMap(health -> instance(health).stream())
                .sorted(Comparator.comparing(Instance::id))
                .toList();
    }

    private Optional<Instance> instance(ServiceHealth health) {
        Service found = health.getService();
        String host = found.getAddress().isEmpty() ? health.getNode().getAddress() : found.getAddress();
        String address = found.getMeta()
                .getOrDefault(
                        ConsulRegistry.ADDRESS,
                        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + found.getPort());
        try {
            URI url = new URI(address.replaceAll("/+$", ""));
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getPort() != 0
                    && url.getPort() < 65536
                    && url.getQuery() == null) {
                return Optional.of(new Instance(found.getService(), found.getId(), url));
            }
        } catch (URISyntaxException e) {
            // the same warning
        }
        if (unusable.size() < 1000 && unusable.add(found.getId() + address)) {
            LOG.warn(
                    "Consul's instance {} of {} is passed over: '{}' is no address",
                    found.getId(),
                    found.getService(),
                    address);
        }
        return Optional.empty();
    }
}
