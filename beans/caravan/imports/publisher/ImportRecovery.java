package caravan.imports.publisher;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.ProducerTemplate;

/** Runs a route once when all routes are there, before the port opens. */
public final class ImportRecovery implements ExtendedStartupListener {

    private final String route;

    /** @param route such as {@code direct:import-recover} */
    public ImportRecovery(String route) {
        this.route = route;
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // The routes are not yet.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        try (ProducerTemplate routes = context.createProducerTemplate()) {
            routes.sendBody(route, null);
        }
    }
}
