package caravan.dispatcher;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** The applications that there are: every route from {@code direct:application-<name>}. */
public final class Applications {

    private static final String ENDPOINT = "direct://application-";

    private final CamelContext context;
    private volatile Set<String> names = Set.of();

    public Applications(CamelContext context) {
        this.context = context;
    }

    /** Whether an application has this name; one that was added since the last question is found. */
    public boolean has(String name) {
        if (!names.contains(name)) {
            names = names();
        }
        return names.contains(name);
    }

    /** Their names in alphabetical order. */
    public Set<String> names() {
        return context.getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointBaseUri())
                .filter(uri -> uri.startsWith(ENDPOINT))
                .map(uri -> uri.substring(ENDPOINT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
