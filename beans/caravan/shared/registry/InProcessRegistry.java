package caravan.shared.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The registry of the all-in-one: its instances live in this process. Like Consul's, an instance that missed its
 * heartbeats is critical, and forgotten ten minutes later. {@link #expire} has to be called every now and then; nothing
 * here has a thread.
 */
public final class InProcessRegistry implements InstanceRegistry {

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<Listening> watches = new CopyOnWriteArrayList<>();

    public InProcessRegistry(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void register(Instance instance, Duration timeToLive) {
        entries.put(
                instance.id(), new Entry(instance, timeToLive, clock.instant().plus(timeToLive)));
        tell();
    }

    @Override
    public synchronized boolean heartbeat(String id) {
        Entry entry = entries.computeIfPresent(
                id,
                (key, old) ->
                        new Entry(old.instance, old.timeToLive, clock.instant().plus(old.timeToLive)));
        tell();
        return entry != null;
    }

    @Override
    public synchronized void deregister(String id) {
        entries.remove(id);
        tell();
    }

    @Override
    public synchronized List<Instance> passing(String service) {
        Instant now = clock.instant();
        return entries.values().stream()
                .filter(entry -> entry.instance.service().equals(service) && entry.passingUntil.isAfter(now))
                .map(Entry::instance)
                .sorted(Comparator.comparing(Instance::id))
                .toList();
    }

    @Override
    public synchronized Watch watch(String service, Consumer<List<Instance>> listener) {
        Listening watch = new Listening(service, listener);
        watches.add(watch);
        watch.tell(passing(service));
        return () -> unwatch(watch);
    }

    /** Notices who has become critical since, tells the watchers, and forgets who has long been so. */
    public synchronized void expire() {
        Instant longAgo = clock.instant().minus(FORGOTTEN_AFTER);
        entries.values().removeIf(entry -> entry.passingUntil.isBefore(longAgo));
        tell();
    }

    private synchronized void unwatch(Listening watch) {
        watches.remove(watch);
    }

    private void tell() {
        watches.forEach(watch -> watch.tell(passing(watch.service)));
    }

    private record Entry(Instance instance, Duration timeToLive, Instant passingUntil) {}

    private static final class Listening {
        private final String service;
        private final Consumer<List<Instance>> listener;
        private List<Instance> told;

        Listening(String service, Consumer<List<Instance>> listener) {
            this.service = service;
            this.listener = listener;
        }

        void tell(List<Instance> now) {
            if (!now.equals(told)) {
                told = now;
                listener.accept(now);
            }
        }
    }
}
