package caravan.shared.registry;

import caravan.shared.http.Problem;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Before what an instance of this process does: leaves it, as the property {@code local}, to those that come by the header
 * {@code instance}; at a paused one they wait, holding no thread, and a stopped one refuses them.
 */
public final class InstanceGate extends AsyncProcessorSupport {

    /** The exchange property with the {@link LocalInstance} that is asked. */
    public static final String LOCAL = "local";

    private final String service;
    private final LocalInstances instances;

    /** @param service what the instances behind it offer */
    InstanceGate(String service, LocalInstances instances) {
        this.service = service;
        this.instances = instances;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            LocalInstance local =
                    instances.offering(service, exchange.getMessage().getHeader("instance", String.class));
            exchange.setProperty(LOCAL, local);
            if (local.holds(() -> {
                refuseStopped(exchange, local);
                callback.done(false);
            })) {
                return false;
            }
            refuseStopped(exchange, local);
        } catch (Problem problem) {
            exchange.setException(problem);
        }
        callback.done(true);
        return true;
    }

    private static void refuseStopped(Exchange exchange, LocalInstance local) {
        if (local.state() != LocalInstance.State.RUNNING) {
            exchange.setException(Problem.unavailable("The instance " + local.name() + " is stopped"));
        }
    }
}
