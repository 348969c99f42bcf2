package caravan.shared.start;

import caravan.imports.publisher.ImportFiles;
import caravan.imports.publisher.ImportForm;
import caravan.shared.Refusal;
import caravan.shared.http.BodyLimits;
import caravan.shared.http.Door;
import caravan.shared.http.HttpEngine;
import caravan.shared.http.HttpEngine.UploadPlace;
import caravan.shared.http.HttpServerFactory;
import caravan.shared.http.SameSite;
import caravan.shared.http.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;

/** Where requests come in, as the settings have it: the ports, the door behind them, and Camel's server with it. */
final class Entrance implements AutoCloseable {

    private final Settings settings;
    /** Where events come in: as they are, with a limit of their own, from senders of webhooks too. */
    private static final String EVENTS = "/receive";

    /** Requests that come by the thousands, and whose routes hold no thread while they wait. */
    private static final Set<String> UNBLOCKED = Set.of(
            "/dispatch/{application}",
            "/dispatch/{application}/*",
            "/status/{uuid}",
            "/market/things",
            "/market",
            "/ask_a_minion/v1/time",
            "/ask_a_minion/v1/query/{uuid}");

    private final BodyLimits limits;
    private final Door door;
    private final HttpServerFactory http;
    private final Vertx vertx = Vertx.vertx();

    /** @throws Refusal if a port is taken, or a property cannot be used */
    Entrance(Settings settings, PropertyReader properties, Set<String> tokens) {
        this.settings = settings;
        ports().forEach(this::refuseTaken);
        this.limits = new BodyLimits(
                bytes(properties, "caravan.http.max-bytes"),
                Map.of(
                        EVENTS,
                        bytes(properties, "caravan.dispatcher.max-event-bytes"),
                        "/imports",
                        properties.size("caravan.imports.max-bytes"),
                        "/simulate",
                        properties.size("caravan.imports.max-bytes")));
        this.door = new Door(
                new SameSite(
                        hosts(properties),
                        Map.of(EVENTS, Set.copyOf(properties.list("caravan.dispatcher.webhook-origins")))),
                new Tokens(tokens),
                limits,
                settings.managementPort() == settings.port()
                        ? OptionalInt.empty()
                        : OptionalInt.of(settings.managementPort()));
        this.http = new HttpServerFactory(door);
    }

    Door door() {
        return door;
    }

    /** Puts in the registry what Camel looks for there when it makes its server and its consumers. */
    void register(CamelContext context) {
        context.getRegistry().bind("vertx", Vertx.class, vertx);
        context.getRegistry().bind("httpServerFactory", http);
        UploadPlace place = new UploadPlace(
                ImportForm.FILE, settings.data().resolve("imports").resolve(ImportFiles.INCOMING));
        HttpEngine engine = new HttpEngine(
                settings.port(), Set.of(EVENTS), limits, UNBLOCKED, Map.of("/imports", place, "/simulate", place));
        engine.setCamelContext(context);
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine);
    }

    /** @throws Refusal if a port that was free at the start is no longer, or a certificate cannot be used */
    void open() {
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
    }

    /** From now on requests are refused; those under way go on. */
    void drain() {
        http.server().drain();
    }

    @Override
    public void close() {
        vertx.close();
    }

    private Set<String> hosts(PropertyReader properties) {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1", settings.bind()));
        hosts.add(URI.create(settings.address()).getHost());
        hosts.addAll(properties.list("caravan.hosts"));
        return hosts;
    }

    private static long bytes(PropertyReader properties, String name) {
        return properties.number(name, 1, Integer.MAX_VALUE).orElseThrow();
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
