package caravan.shared.registry;

import caravan.shared.http.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.Header;

/** The instances that run in this process. */
public final class LocalInstances {

    private final List<LocalInstance> all = new ArrayList<>();

    /**
     * Adds the one of a process that is nothing else.
     *
     * @param address of the process
     */
    public LocalInstances alone(String service, String address) {
        all.add(new LocalInstance(service, new Instance(service, id(service, address), URI.create(address))));
        return this;
    }

    /**
     * Adds some that share the port of a process.
     *
     * @param address of the process; theirs are below it, at {@code /instances/<service>-<number>}
     */
    public LocalInstances sharing(String service, String address, int count) {
        for (int number = 1; number <= count; number++) {
            String name = service + "-" + number;
            all.add(new LocalInstance(
                    name,
                    new Instance(
                            service, id(service, address) + "-" + number, URI.create(address + "/instances/" + name))));
        }
        return this;
    }

    public List<LocalInstance> all() {
        return List.copyOf(all);
    }

    /**
     * @param service what it has to offer
     * @param name from a path; null where a process has one instance alone
     * @throws Problem 404 if there is none of this name
     */
    LocalInstance offering(String service, String name) {
        LocalInstance local = named(name);
        if (!local.instance().service().equals(service)) {
            throw Problem.of(404, "The instance " + local.name() + " is none of the " + service);
        }
        return local;
    }

    /**
     * @param name from a path; null where a process has one instance alone
     * @throws Problem 404 if there is none of this name
     */
    public LocalInstance named(@Header("instance") String name) {
        return all.stream()
                .filter(local -> name == null || local.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        404,
                        "No instance of this name runs here; there are "
                                + all.stream().map(LocalInstance::name).collect(Collectors.joining(", "))));
    }

    /** @throws Problem 404 if there is none of this name */
    public void pause(@Header("instance") String name) {
        named(name).become(LocalInstance.State.PAUSED);
    }

    /** @throws Problem 404 if there is none of this name */
    public void stop(@Header("instance") String name) {
        named(name).become(LocalInstance.State.STOPPED);
    }

    /** @throws Problem 404 if there is none of this name */
    public void start(@Header("instance") String name) {
        named(name).become(LocalInstance.State.RUNNING);
    }

    /** @return by name: its address and its state, in lower case */
    public List<Shown> shown() {
        return all.stream().map(Shown::of).toList();
    }

    /** An instance as it is answered. */
    public record Shown(String name, String address, String state) {

        static Shown of(LocalInstance local) {
            return new Shown(
                    local.name(),
                    local.instance().address().toString(),
                    local.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /** Of host and port: no two processes have the same, however many are started alike. */
    private static String id(String service, String address) {
        return service + "-" + URI.create(address).getRawAuthority().replaceAll("[^A-Za-z0-9.-]+", "-");
    }
}
