package caravan.shared.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes before a route sees it, on the event loop and before its body is read: it gets its
 * identifier; it must come from no foreign page, name one of our hosts, carry a token where tokens are set, and announce no
 * larger body than its path may have. And what every error leaves by: as a problem, with no stack trace in it.
 */
public final class Door {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.http");
    private static final String OBSERVE = "/observe/";
    private static final String HEALTH = "/observe/health";

    private final SameSite site;
    private final Tokens tokens;
    private final BodyLimits limits;
    private final OptionalInt managementPort;
    private volatile boolean closed;

    /** @param managementPort where health and metrics are and nothing else; empty: they are where everything is */
    public Door(SameSite site, Tokens tokens, BodyLimits limits, OptionalInt managementPort) {
        this.managementPort = managementPort;
        this.site = site;
        this.tokens = tokens;
        this.limits = limits;
    }

    /** From now on only health is answered. */
    void close() {
        closed = true;
    }

    /** Whether {@link #close} was called: the process is about to stop. */
    public boolean isClosed() {
        return closed;
    }

    /** Stands before everything that this router serves or will serve. */
    void guard(Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::enter);
        for (int status : new int[] {400, 404, 406, 408, 413, 414, 415, 416, 417, 431, 500, 501, 502, 503, 504}) {
            router.errorHandler(status, request -> leave(request, status));
        }
        AllowedMethods methods = new AllowedMethods(router);
        router.errorHandler(405, request -> {
            request.response().putHeader("Allow", methods.of(request.normalizedPath()));
            answer(request, 405, request.request().method() + " is not served here", Map.of());
        });
    }

    private void enter(RoutingContext request) {
        String id = RequestId.of(request.request().getHeader(RequestId.HEADER));
        request.request().headers().set(RequestId.HEADER, id);
        HttpServerResponse response = request.response();
        response.putHeader(RequestId.HEADER, id);
        response.putHeader("X-Content-Type-Options", "nosniff");
        try {
            refuse(request.request(), path(request));
            request.next();
        } catch (Problem problem) {
            answer(request, problem.status(), problem.getMessage(), problem.headers());
        }
    }

    /** @param path as the router reads it: a detour such as {@code /observe/health/../tasks} is none */
    private static String path(RoutingContext request) {
        try {
            return request.normalizedPath();
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "In the path a % is not followed by two hexadecimal digits");
        }
    }

    private void refuse(HttpServerRequest request, String path) {
        if (managementPort.isPresent()
                && path.startsWith(OBSERVE) != (request.localAddress().port() == managementPort.getAsInt())) {
            throw Problem.of(404, "Nothing is served at " + path + " of this port");
        }
        if (path.equals(HEALTH) || path.startsWith(HEALTH + "/")) {
            // A probe comes by an IP address that we may not know of, and tells no secret.
            return;
        }
        site.check(request, path);
        if (closed) {
            throw Problem.unavailable("This process is stopping");
        }
        tokens.check(request.getHeader("Authorization"));
        limits.check(path, request.getHeader("Content-Length"));
    }

    private static void leave(RoutingContext request, int status) {
        Throwable failure = request.failure();
        if (failure instanceof Problem problem) {
            answer(request, problem.status(), problem.getMessage(), problem.headers());
            return;
        }
        if (failure != null && status >= 500) {
            LOG.error(
                    "{} {} failed [request {}]",
                    request.request().method(),
                    request.request().path(),
                    request.request().getHeader(RequestId.HEADER),
                    failure);
        }
        answer(request, status, detail(request, status), status == 503 ? Map.of("Retry-After", "2") : Map.of());
    }

    private static String detail(RoutingContext request, int status) {
        return switch (status) {
            case 400 -> "The request is malformed";
            case 404 -> "Nothing is served at " + request.request().path();
            case 413 -> "The body is larger than this path takes";
            case 500 -> "The program failed on this request; its log has the cause under the request's identifier";
            default -> null;
        };
    }

    private static void answer(RoutingContext request, int status, String detail, Map<String, String> headers) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        ProblemDocument problem =
                ProblemDocument.of(status, detail, request.request().getHeader("Accept"));
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        response.putHeader("Content-Type", problem.contentType());
        if (bodyIsDue(request.request())) {
            // It was not read and will not be: the connection cannot serve another request.
            response.putHeader("Connection", "close");
            response.end(problem.body()).onComplete(sent -> LateClose.of(request.request(), request.vertx()));
        } else {
            response.end(problem.body());
        }
    }

    private static boolean bodyIsDue(HttpServerRequest request) {
        return !request.isEnded()
                && (request.headers().contains("Content-Length")
                        || request.headers().contains("Transfer-Encoding"));
    }
}
