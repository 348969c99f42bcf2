package caravan.shared.start;

import caravan.shared.Refusal;
import caravan.shared.health.DatabaseHealth;
import caravan.shared.health.DoorHealth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
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
    private Entrance entrance;
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
        entrance = new Entrance(settings, reader, tokens);
        servers.start(settings);
        entrance.register(context);
        context.getRegistry().bind("settings", settings);
        settle(properties, tokens);
        registerHealth(context);
    }

    @Override
    public void beforeStop(BaseMainSupport main) {
        LOG.info("Stopping: no more requests are taken, what runs has 30 s to end");
        entrance.drain();
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
        if (entrance != null) {
            entrance.close();
        }
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
        entrance.open();
        Banner.of(settings, servers).forEach(LOG::info);
    }

    private void registerHealth(CamelContext context) {
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        health.register(new DoorHealth(entrance.door()));
        if (settings.needsDatabase()) {
            health.register(
                    new DatabaseHealth(() -> context.getRegistry().lookupByNameAndType("caravan", DataSource.class)));
        }
    }

    /** Writes back what was worked out, so that routes and beans find it as properties. */
    private void settle(PropertiesComponent properties, Set<String> tokens) {
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
        if (properties.resolveProperty("caravan.auth.token").orElse("").isBlank() && !tokens.isEmpty()) {
            // Others are started with the same tokens, and this process itself certainly is.
            properties.addOverrideProperty(
                    "caravan.auth.token", tokens.iterator().next());
        }
        settleHome(properties);
        settleInstances(properties);
        properties.addOverrideProperty(
                "caravan.registry.in-process",
                Boolean.toString(settings.consul().isEmpty()));
        for (Role role : Role.values()) {
            properties.addOverrideProperty("caravan.role." + role.word(), Boolean.toString(settings.has(role)));
        }
    }

    /** What {@code /} is: of the first of these that is here. */
    private void settleHome(PropertiesComponent properties) {
        List<Role> hosts = List.of(Role.CONSOLE, Role.PUBLISHER, Role.MARKET, Role.MASTER);
        Optional<Role> host = hosts.stream().filter(settings::has).findFirst();
        for (Role role : hosts) {
            properties.addOverrideProperty(
                    "caravan.home." + role.word(),
                    Boolean.toString(host.filter(role::equals).isPresent()));
        }
    }

    private void settleInstances(PropertiesComponent properties) {
        boolean alone = settings.roles().size() == 1;
        List<Role> kinds = List.of(Role.RATINGS, Role.MINION);
        boolean any = kinds.stream().anyMatch(settings::has);
        properties.addOverrideProperty("caravan.instances", Boolean.toString(any));
        properties.addOverrideProperty("caravan.instances.sharing", Boolean.toString(any && !alone));
        for (Role kind : kinds) {
            String name = "caravan." + kind.word();
            properties.addOverrideProperty(name + ".alone", Boolean.toString(settings.has(kind) && alone));
            properties.addOverrideProperty(name + ".sharing", Boolean.toString(settings.has(kind) && !alone));
        }
    }
}
