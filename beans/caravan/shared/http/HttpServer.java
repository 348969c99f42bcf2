package caravan.shared.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's Vert.x server, with what its configuration does not reach: it opens its port only when {@link #listen} is
 * called (no route is missing then), it limits the request line and the headers, it stores no files of forms, and its own
 * errors are problems too.
 */
public final class HttpServer extends VertxPlatformHttpServer {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.http");

    /** Longest request line; an argument in a path has to fit. Longer: 414. */
    static final int MAX_LINE = 64 * 1024;

    /** For the requests under way, from the moment on at which no more are taken. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    /** All headers together. More: 431. */
    static final int MAX_HEADERS = 32 * 1024;

    /** One field of a form, as it is sent: percent-encoded, a character may have twelve bytes. More: 400. */
    static final int MAX_FIELD = 128 * 1024;

    private final VertxPlatformHttpServerConfiguration configuration;
    private final Door door;
    private final Underway underway = new Underway();
    private VertxPlatformHttpRouter router;
    private volatile Instant drained;
    private final List<io.vertx.core.http.HttpServer> open = new ArrayList<>();

    HttpServer(VertxPlatformHttpServerConfiguration configuration, Door door) {
        super(configuration);
        this.configuration = configuration;
        this.door = door;
    }

    @Override
    protected void initializeServer() {
        super.initializeServer();
        String name = VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getPort());
        router =
                new VertxPlatformHttpRouter(
                        this, getVertx(), VertxPlatformHttpRouter.lookup(getCamelContext(), name), name) {
                    @Override
                    public Handler<RoutingContext> bodyHandler() {
                        return HttpServer.this.bodyHandler();
                    }
                };
        getCamelContext().getRegistry().bind(name, router);
        router.route().order(Integer.MIN_VALUE).handler(underway::begin);
        door.guard(router);
    }

    /** Camel's own makes a folder for files of forms where the program was started, also when it is told to store none. */
    private Handler<RoutingContext> bodyHandler() {
        BodyHandler handler = BodyHandler.create(false).setBodyLimit(configuration.getMaxBodySize());
        return request -> {
            request.request().resume();
            handler.handle(request);
        };
    }

    @Override
    protected void startServer() {
        // Not yet: listen() does, when the routes are there.
    }

    /** Opens the port of the configuration: see {@link #listen(int, Optional)}. */
    public void listen(Optional<PemKeyCertOptions> pem) {
        listen(configuration.getBindPort(), pem);
    }

    /**
     * Opens a port, for everything or, if that is the management port, for health and metrics alone.
     *
     * @param pem certificate and private key for HTTPS, in PEM; empty for HTTP
     * @throws IllegalStateException with the reason, if that is not possible within 10 s
     */
    public void listen(int port, Optional<PemKeyCertOptions> pem) {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxFormAttributeSize(MAX_FIELD)
                // A body that is refused unread costs its connection; there, that of all other requests too.
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false);
        pem.ifPresent(files -> options.setSsl(true).setKeyCertOptions(files));
        io.vertx.core.http.HttpServer server = getVertx()
                .createHttpServer(options)
                .requestHandler(router)
                // Without one, each connection that the other side resets is an error with a stack trace.
                .exceptionHandler(failure -> LOG.debug("A connection has failed: {}", failure.toString()))
                .invalidRequestHandler(HttpServer::answerInvalid);
        await(server.listen(port, configuration.getBindHost())
                .toCompletionStage()
                .toCompletableFuture());
        open.add(server);
    }

    /** From now on requests are refused with 503, and the process is not ready; those under way go on. */
    public void drain() {
        drained = Instant.now();
        door.close();
    }

    @Override
    protected void stopServer() {
        if (drained == null) {
            drain();
        }
        try {
            underway.awaitNone(Duration.between(Instant.now(), drained.plus(LONGEST_DRAIN)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(server -> await(server.close().toCompletionStage().toCompletableFuture()));
        open.clear();
    }

    /** The superclass closes Vert.x on an executor that it makes when it opens the port, which it never did. */
    @Override
    protected void stopVertx() {
        await(getVertx().close().toCompletionStage().toCompletableFuture());
    }

    @Override
    public io.vertx.core.http.HttpServer getServer() {
        return open.isEmpty() ? null : open.get(0);
    }

    @Override
    public int getPort() {
        return configuration.getBindPort();
    }

    private static void answerInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        String kind = cause == null ? "" : cause.getClass().getSimpleName();
        int status = kind.contains("TooLongHttpLine") ? 414 : kind.contains("TooLongHttpHeader") ? 431 : 400;
        String detail =
                switch (status) {
                    case 414 -> "The request line is longer than " + MAX_LINE + " bytes";
                    case 431 -> "The headers are longer than " + MAX_HEADERS + " bytes";
                    default -> "This is not HTTP/1.1";
                };
        ProblemDocument problem = ProblemDocument.of(status, detail, null);
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", problem.contentType())
                .putHeader("Connection", "close")
                .end(problem.body())
                .onComplete(sent -> request.connection().close());
    }

    private static void await(CompletableFuture<?> future) {
        try {
            future.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
