package caravan.dispatcher;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.util.TimeUtils;

/** The applications that there are: every route from {@code direct:application-<name>}. */
public final class Applications {

    private static final String ENDPOINT = "direct://application-";

    private final CamelContext context;
    private final Duration timeout;
    private volatile Map<String, Route> routes = Map.of();

    /** @param timeout how long one may run whose route does not say it */
    public Applications(CamelContext context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
    }

    /** Whether an application has this name; one that was added since the last question is found. */
    public boolean has(String name) {
        return route(name) != null;
    }

    /** Their names in alphabetical order. */
    public Set<String> names() {
        routes = find();
        return routes.keySet();
    }

    /** How long this one may run: as its route says by {@code .routeProperty("timeout", "5m")}, or as all others. */
    public Duration timeout(String name) {
        Route route = route(name);
        Object own = route == null ? null : route.getProperties().get("timeout");
        return own == null ? timeout : Duration.ofMillis(TimeUtils.toMilliSeconds(own.toString()));
    }

    private Route route(String name) {
        Route route = routes.get(name);
        if (route == null) {
            routes = find();
            route = routes.get(name);
        }
        return route;
    }

    private Map<String, Route> find() {
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointBaseUri().startsWith(ENDPOINT))
                .collect(Collectors.toMap(
                        route -> route.getEndpoint().getEndpointBaseUri().substring(ENDPOINT.length()),
                        Function.identity(),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
