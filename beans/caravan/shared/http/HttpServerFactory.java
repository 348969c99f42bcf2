package caravan.shared.http;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.HttpServerConfigurationProperties;

/** Gives camel-main our {@link HttpServer} where it would make its own; the management server stays Camel's. */
public final class HttpServerFactory extends DefaultMainHttpServerFactory {

    private final Door door;
    private HttpServer server;

    public HttpServerFactory(Door door) {
        this.door = door;
    }

    @Override
    public Service newHttpServer(CamelContext context, HttpServerConfigurationProperties properties) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(properties.getHost());
        configuration.setBindPort(properties.getPort());
        configuration.setMaxBodySize(properties.getMaxBodySize());
        server = new HttpServer(configuration, door);
        server.setCamelContext(context);
        return server;
    }

    /** The server that was made; null before. */
    public HttpServer server() {
        return server;
    }
}
