package caravan.shared.http;

import java.util.Set;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Makes camel-platform-http consume asynchronously, see {@link HttpConsumer}; some paths also as the request came, see
 * {@link VerbatimConsumer}.
 */
public final class HttpEngine extends VertxPlatformHttpEngine {

    private final int port;
    private final Set<String> verbatim;
    private final BodyLimits limits;
    private final Set<String> unblocked;
    private final BodyRoom room = BodyRoom.ofMemory();

    /**
     * @param verbatim paths whose requests reach their routes as they came
     * @param limits of their bodies; those of others are the server's
     * @param unblocked paths whose routes never block: they run on the event loop, without a hop to a worker thread
     */
    public HttpEngine(int port, Set<String> verbatim, BodyLimits limits, Set<String> unblocked) {
        this.port = port;
        this.verbatim = Set.copyOf(verbatim);
        this.limits = limits;
        this.unblocked = Set.copyOf(unblocked);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        String router = VertxPlatformHttpRouter.getRouterNameFromPort(port);
        String path = endpoint.getPath();
        return verbatim.contains(path)
                ? new VerbatimConsumer(endpoint, processor, router, limits.of(path), room)
                : new HttpConsumer(endpoint, processor, router, unblocked.contains(path));
    }

    @Override
    public int getServerPort() {
        return port;
    }
}
