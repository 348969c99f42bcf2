package caravan.shared.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which methods a path has, for the {@code Allow} of a 405 (RFC 9110, section 15.5.6); Vert.x keeps its own list to itself. */
final class AllowedMethods {

    private final Router router;

    AllowedMethods(Router router) {
        this.router = router;
    }

    /** Names separated by a comma and a space, in alphabetical order. */
    String of(String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && matches(route, path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean matches(Route route, String path) {
        if (route.getPath() == null) {
            return false;
        }
        String segments = Arrays.stream(route.getPath().split("/"))
                .map(segment -> segment.startsWith(":") ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/"));
        return path.matches(segments + (route.isExactPath() ? "/?" : "(/.*)?"));
    }
}
