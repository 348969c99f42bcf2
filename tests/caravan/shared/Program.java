package caravan.shared;

import caravan.shared.embedded.RealServers;
import caravan.shared.http.RequestId;
import caravan.shared.start.SettingsReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.main.Main;

/** Some routes as the program runs them, with its own beans and properties, on real servers, without its HTTP port. */
public final class Program implements AutoCloseable {
    private static final String[] ROLES = {"dispatcher", "worker", "publisher", "consumer", "master", "minion"};

    private final Main main = new Main();
    private ProducerTemplate producer;

    /**
     * @param roles separated by commas
     * @param routes names of the classes that hold the routes and their configurations
     */
    public Program(RealServers servers, String roles, String... routes) {
        with("caravan.database.url", servers.database().url());
        with("caravan.database.user", servers.database().user());
        with("caravan.database.password", servers.database().password());
        with("caravan.broker.url", servers.broker().url().toString());
        for (String each : ROLES) {
            with(
                    "caravan.role." + each,
                    Boolean.toString(List.of(roles.split(",")).contains(each)));
        }
        with("camel.main.java-routes-include-pattern", "**/" + String.join("*,**/", routes) + "*");
        with("camel.main.shutdown-timeout", "10");
        with("camel.server.enabled", "false");
        with("camel.management.enabled", "false");
        with("camel.metrics.enabled", "false");
        data(Path.of("target", "test-data"));
    }

    /** Sets the folder of what it keeps: never that of a program that somebody runs in this checkout. */
    public Program data(Path folder) {
        main.bind("settings", SettingsReader.read(Map.of("caravan.keep", "30d", "caravan.data", folder.toString())));
        return with("caravan.data", folder.toString());
    }

    /** Sets a property. */
    public Program with(String property, String value) {
        main.addOverrideProperty(property, value);
        return this;
    }

    /** Gives the beans one that the start makes otherwise. */
    public Program bind(String name, Object bean) {
        main.bind(name, bean);
        return this;
    }

    /** Adds a route of the test's own. */
    public Program with(LambdaRouteBuilder route) {
        main.configure().addLambdaRouteBuilder(route);
        return this;
    }

    public Program start() {
        main.start();
        producer = main.getCamelContext().createProducerTemplate();
        return this;
    }

    public CamelContext context() {
        return main.getCamelContext();
    }

    public <T> T bean(String name, Class<T> type) {
        return main.lookup(name, type);
    }

    /** Sends a request to a route, as an HTTP entry does; its identifier is {@code request-1}. */
    public Exchange ask(String route, Map<String, Object> headers) {
        return ask(route, headers, null);
    }

    /** The same with a body. */
    public Exchange ask(String route, Map<String, Object> headers, byte[] body) {
        return producer.request(route, exchange -> {
            exchange.setProperty(RequestId.PROPERTY, "request-1");
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(body);
        });
    }

    @Override
    public void close() {
        main.stop();
        main.completed();
    }
}
