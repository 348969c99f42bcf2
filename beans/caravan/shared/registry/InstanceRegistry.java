package caravan.shared.registry;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who offers a service, and is well. Instances register with a time-to-live and say in time that they are still there;
 * who does not is critical, and no longer listed as passing.
 */
public interface InstanceRegistry {

    /**
     * Adds an instance, or replaces the one of the same id; it is passing from now on.
     *
     * @param timeToLive how long it stays passing without a heartbeat
     */
    void register(Instance instance, Duration timeToLive);

    /**
     * Says that an instance is still there.
     *
     * @return false if the registry does not know it (any more): it has to register again
     */
    boolean heartbeat(String id);

    /** Takes an instance out; one that is not there is no error. */
    void deregister(String id);

    /** The instances of a service that are passing, ordered by id; empty if there is none. */
    List<Instance> passing(String service);

    /**
     * Tells a listener the list of {@link #passing}, at once and after each change, one call at a time.
     *
     */
    Watch watch(String service, Consumer<List<Instance>> listener);

    /** Tells a listener until it is closed. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
