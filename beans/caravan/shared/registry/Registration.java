package caravan.shared.registry;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the registry that the instances of this process are there, for as long as they are. */
public final class Registration {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.registry");

    private final InstanceRegistry registry;
    private final LocalInstances instances;
    private final Duration timeToLive;
    private final Set<LocalInstance> registered = new HashSet<>();
    private boolean left;

    /** @param heartbeat how often {@link #beat} is called; who misses two is critical */
    Registration(InstanceRegistry registry, LocalInstances instances, Duration heartbeat) {
        this.registry = registry;
        this.instances = instances;
        this.timeToLive = heartbeat.multipliedBy(2);
    }

    /**
     * Registers those that are not, or no longer; says of the others that they live, and of paused ones nothing.
     *
     * @throws RegistryFailure if the registry is away
     */
    public synchronized void beat() {
        for (LocalInstance local : instances.all()) {
            switch (local.state()) {
                case RUNNING -> live(local);
                case PAUSED -> {}
                case STOPPED -> leave(local);
            }
        }
    }

    /** The same between two beats; what the registry does not hear now it hears at the next one. */
    public void hurry() {
        try {
            beat();
        } catch (RegistryFailure e) {
            LOG.debug("Not now", e);
        }
    }

    /** Takes all out of the registry; from now on none is said to live. */
    public synchronized void leave() {
        left = true;
        try {
            instances.all().forEach(this::leave);
        } catch (RegistryFailure e) {
            LOG.warn("The instances of this process stay registered until they are found dead: {}", e.getMessage());
        }
    }

    /** Whether somebody should be told again, after the registry was away. */
    public synchronized boolean goesOn() {
        return !left;
    }

    private void live(LocalInstance local) {
        Instance instance = local.instance();
        if (left || registered.contains(local) && registry.heartbeat(instance.id())) {
            return;
        }
        registry.register(instance, timeToLive);
        if (registered.add(local)) {
            LOG.debug("Registered {} at {}", instance.id(), instance.address());
        } else {
            LOG.info("Registered {} again: the registry did not know it any more", instance.id());
        }
    }

    private void leave(LocalInstance local) {
        if (registered.contains(local)) {
            registry.deregister(local.instance().id());
            registered.remove(local);
        }
    }
}
