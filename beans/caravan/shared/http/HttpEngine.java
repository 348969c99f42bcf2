package caravan.shared.http;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Makes camel-platform-http consume asynchronously, see {@link HttpConsumer}; some paths also as the request came, see
 * {@link VerbatimConsumer}, or a file that was written to disk, see {@link UploadConsumer}.
 */
public final class HttpEngine extends VertxPlatformHttpEngine {

    private final int port;
    private final Set<String> verbatim;
    private final BodyLimits limits;
    private final Set<String> unblocked;
    private final Map<String, UploadPlace> uploads;
    private final BodyRoom room = BodyRoom.ofMemory();

    /**
     * @param verbatim paths whose requests reach their routes as they came
     * @param limits of their bodies; those of others are the server's
     * @param unblocked paths whose routes never block: they run on the event loop, without a hop to a worker thread
     * @param uploads paths to which files are posted
     */
    public HttpEngine(
            int port,
            Set<String> verbatim,
            BodyLimits limits,
            Set<String> unblocked,
            Map<String, UploadPlace> uploads) {
        this.port = port;
        this.verbatim = Set.copyOf(verbatim);
        this.limits = limits;
        this.unblocked = Set.copyOf(unblocked);
        this.uploads = Map.copyOf(uploads);
    }

    /** @param field of the form that has the file @param folder where it is written while it comes */
    public record UploadPlace(String field, Path folder) {}

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        String router = VertxPlatformHttpRouter.getRouterNameFromPort(port);
        String path = endpoint.getPath();
        UploadPlace place = uploads.get(path);
        if (place != null && "POST".equals(endpoint.getHttpMethodRestrict())) {
            return new UploadConsumer(endpoint, processor, router, place.field(), place.folder(), limits.of(path));
        }
        return verbatim.contains(path)
                ? new VerbatimConsumer(endpoint, processor, router, limits.of(path), room)
                : new HttpConsumer(endpoint, processor, router, unblocked.contains(path));
    }

    @Override
    public int getServerPort() {
        return port;
    }
}
