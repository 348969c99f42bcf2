package caravan.shared.start;

import caravan.shared.health.DatabaseHealth;
import caravan.shared.health.DoorHealth;
import caravan.shared.http.BodyLimits;
import caravan.shared.http.Door;
import caravan.shared.http.HttpEngine;
import caravan.shared.http.HttpServerFactory;
import caravan.shared.http.SameSite;
import caravan.shared.http.Tokens;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens around Camel's own start and stop: before it configures anything, the properties are read and the servers
 * are there; when the routes are up, the port opens and the banner says so; at the stop, the port refuses first, and the
 * embedded servers go last.
 */
public final class Launch extends MainListenerSupport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("caravan");

    /** Camel's graceful stop, and the servers' after it. */
    private static final int LONGEST_STOP_SECONDS = 60;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Servers servers = new Servers();
    private HttpServerFactory http;
    private Settings settings;

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        PropertiesComponent properties = context.getPropertiesComponent();
        KnownProperties.check(properties);
        PropertyReader reader = new PropertyReader(properties::resolveProperty);
        LogLevel.apply(reader);
        Set<String> tokens = Secrets.tokens(properties);
        settings = Settings.read(reader, !tokens.isEmpty());
        Tunables.check(reader);
        ports().forEach(this::refuseTaken);
        servers.start(settings);
        openDoor(context, tokens);
        settle(properties);
        registerHealth(context);
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        http.server().drain();
    }

    /** Says why the start failed: a refusal in its line, anything else with its trace. */
    public void sayWhy(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal) {
                LOG.error(cause.getMessage());
                LOG.debug("The cause", failure);
                return;
            }
            if (cause instanceof IllegalStateException && "Shutdown in progress".equals(cause.getMessage())) {
                LOG.info("Told to stop while starting");
                return;
            }
        }
        LOG.error("Caravan could not start: {}", failure.getMessage(), failure);
    }

    /** Closes the embedded servers, after everything of Camel has been. */
    @Override
    public void close() {
        servers.close();
        closed.countDown();
    }

    /** Keeps a virtual machine that is told to end from doing so before {@link #close} has been called. */
    public void holdShutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::awaitClosed, "launch-end"));
    }

    private void awaitClosed() {
        try {
            closed.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens the port and says so: the routes are there. */
    public void open() {
        Optional<PemKeyCertOptions> pem = settings.certificate().map(certificate -> new PemKeyCertOptions()
                .setCertPath(certificate.toString())
                .setKeyPath(settings.key().orElseThrow().toString()));
        ports().forEach((property, port) -> {
            try {
                http.server().listen(port, pem);
            } catch (IllegalStateException e) {
                throw new Refusal(property + "=" + port + " cannot be opened: " + e.getMessage(), e);
            }
        });
        Banner.of(settings, servers).forEach(LOG::info);
    }

    private void openDoor(CamelContext context, Set<String> tokens) {
        PropertiesComponent properties = context.getPropertiesComponent();
        PropertyReader reader = new PropertyReader(properties::resolveProperty);
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1", settings.bind()));
        hosts.add(URI.create(settings.address()).getHost());
        reader.text("caravan.hosts")
                .ifPresent(list ->
                        Arrays.stream(list.split(",")).map(String::strip).forEach(hosts::add));
        Door door = new Door(
                new SameSite(hosts),
                new Tokens(tokens),
                new BodyLimits(
                        reader.number("caravan.http.max-bytes", 1, Integer.MAX_VALUE)
                                .orElseThrow(),
                        Map.of()),
                settings.managementPort() == settings.port()
                        ? OptionalInt.empty()
                        : OptionalInt.of(settings.managementPort()));
        http = new HttpServerFactory(door);
        context.getRegistry().bind("httpServerFactory", http);
        context.getRegistry().bind("door", door);
        context.getRegistry().bind("settings", settings);
        HttpEngine engine = new HttpEngine(settings.port());
        engine.setCamelContext(context);
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
    }

    private void registerHealth(CamelContext context) {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.register(new DoorHealth(context.getRegistry().lookupByNameAndType("door", Door.class)));
        if (settings.needsDatabase()) {
            health.register(
                    new DatabaseHealth(() -> context.getRegistry().lookupByNameAndType("caravan", DataSource.class)));
        }
    }

    /** Writes back what was worked out, so that routes and beans find it as properties. */
    private void settle(PropertiesComponent properties) {
        properties.addOverrideProperty("caravan.port", Integer.toString(settings.port()));
        properties.addOverrideProperty("caravan.management.port", Integer.toString(settings.managementPort()));
        properties.addOverrideProperty("caravan.address", settings.address());
        properties.addOverrideProperty("caravan.data", settings.data().toString());
        servers.database().ifPresent(database -> {
            properties.addOverrideProperty("caravan.database.url", database.url());
            properties.addOverrideProperty("caravan.database.user", database.user());
            properties.addOverrideProperty("caravan.database.password", database.password());
        });
        servers.broker()
                .ifPresent(broker -> properties.addOverrideProperty(
                        "caravan.broker.url", broker.url().toString()));
        for (Role role : Role.values()) {
            properties.addOverrideProperty("caravan.role." + role.word(), Boolean.toString(settings.has(role)));
        }
    }

    /** The ports to open, by the property that says which. */
    private Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>(Map.of("caravan.port", settings.port()));
        if (settings.managementPort() != settings.port()) {
            ports.put("caravan.management.port", settings.managementPort());
        }
        return ports;
    }

    private void refuseTaken(String property, int port) {
        try (ServerSocket trial = new ServerSocket()) {
            trial.setReuseAddress(true);
            trial.bind(new InetSocketAddress(InetAddress.getByName(settings.bind()), port));
        } catch (IOException e) {
            throw new Refusal(
                    property + "=" + port + " on " + settings.bind() + " cannot be listened on: " + e.getMessage()
                            + "; another port goes with -D" + property + "=…",
                    e);
        }
    }
}
