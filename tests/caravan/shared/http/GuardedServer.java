package caravan.shared.http;

import caravan.shared.ErrorConfiguration;
import caravan.shared.background.Outages;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.HttpServerConfigurationProperties;

/** The program's server on a free port, with its door before some routes. */
final class GuardedServer implements AutoCloseable {
    static final int MOST_BYTES = 1000;
    /** Bytes that /files/small takes. */
    static final int SMALL = 100_000;

    private static final BodyLimits LIMITS = new BodyLimits(
            MOST_BYTES,
            Map.of(
                    "/uploads/",
                    5L * MOST_BYTES,
                    "/verbatim",
                    5L * MOST_BYTES,
                    "/files",
                    64L << 20,
                    "/files/small",
                    (long) SMALL));

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HttpServer server;
    private final int port;
    private final Path uploads;

    GuardedServer(String... tokens) throws Exception {
        this(Path.of("target", "uploads"), tokens);
    }

    /** @param uploads the folder where files are written while they come to /files and /files/small, in the field file */
    GuardedServer(Path uploads, String... tokens) throws Exception {
        this.uploads = uploads;
        port = freePort();
        Door door = new Door(
                new SameSite(Set.of("127.0.0.1", "localhost"), Map.of("/verbatim", Set.of("events.example"))),
                new Tokens(List.of(tokens)),
                LIMITS,
                OptionalInt.empty());
        context.getRegistry().bind("problems", new Problems());
        context.getRegistry().bind("outages", new Outages(Clock.systemUTC()));
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, engine());
        PlatformHttpComponent component = context.getComponent("platform-http", PlatformHttpComponent.class);
        component.setHeaderFilterStrategy(new AnswerHeaders());
        component.setServerRequestValidation(false);
        HttpServerFactory factory = new HttpServerFactory(door);
        context.addService(factory.newHttpServer(context, configuration()));
        server = factory.server();
        context.addRoutesConfigurations(new ErrorConfiguration());
        context.addRoutes(new Routes());
        context.start();
        server.listen(Optional.empty());
    }

    Wire wire() {
        return new Wire(port);
    }

    int port() {
        return port;
    }

    void drain() {
        server.drain();
    }

    /** Stops it as Camel does. */
    void stop() {
        context.stop();
    }

    @Override
    public void close() throws IOException {
        context.close();
    }

    private HttpEngine engine() {
        HttpEngine engine = new HttpEngine(
                port,
                Set.of("/verbatim"),
                LIMITS,
                Set.of(),
                Map.of(
                        "/files", new HttpEngine.UploadPlace("file", uploads),
                        "/files/small", new HttpEngine.UploadPlace("file", uploads)));
        engine.setCamelContext(context);
        return engine;
    }

    private HttpServerConfigurationProperties configuration() {
        HttpServerConfigurationProperties configuration = new HttpServerConfigurationProperties(null);
        configuration.setHost("127.0.0.1");
        configuration.setPort(port);
        configuration.setMaxBodySize((long) MOST_BYTES);
        return configuration;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What is behind the door. */
    private static final class Routes extends RouteBuilder {
        private static final String EXCEPTION = "thrown";

        @Override
        public void configure() {
            from("platform-http:/echo?httpMethodRestrict=GET,POST").setBody(simple("heard ${bodyAs(String)}"));
            from("platform-http:/words/{word}/*?httpMethodRestrict=GET").setBody(header("word"));
            from("platform-http:/headers?httpMethodRestrict=GET,POST").process(Routes::headers);
            from("platform-http:/verbatim?httpMethodRestrict=POST").process(Routes::verbatim);
            from("platform-http:/files?httpMethodRestrict=POST").process(Routes::upload);
            from("platform-http:/files/small?httpMethodRestrict=POST").process(Routes::upload);
            from("platform-http:/sent?httpMethodRestrict=GET").process(Routes::send);
            from("platform-http:/observe/health/live?httpMethodRestrict=GET").setBody(constant("UP"));
            from("platform-http:/fails?httpMethodRestrict=GET")
                    .routeConfigurationId("http-problem")
                    .process(Routes::fail);
            from("platform-http:/unconfigured?httpMethodRestrict=GET").process(Routes::fail);
        }

        /** Answers what came in, by name, and sets some headers that are nobody's business. */
        private static void headers(Exchange exchange) {
            Collection<String> names = new TreeMap<>(exchange.getMessage().getHeaders()).keySet();
            exchange.getMessage().setBody(String.join("\n", names));
            exchange.getMessage().setHeader("Inner", "secret");
            exchange.getMessage().setHeader("Location", "/elsewhere");
        }

        /** Answers the header {@code Mine} and the body. */
        private static void verbatim(Exchange exchange) {
            String body = new String(exchange.getMessage().getBody(byte[].class), StandardCharsets.ISO_8859_1);
            exchange.getMessage().setBody(exchange.getMessage().getHeader("Mine") + ": " + body);
        }

        /** Answers what came; moves the file to where the header {@code Keep} says. */
        private static void upload(Exchange exchange) throws IOException {
            Upload upload = exchange.getMessage().getBody(Upload.class);
            String keep = exchange.getMessage().getHeader("Keep", String.class);
            String content =
                    upload.content() == null || upload.bytes() > MOST_BYTES ? null : Files.readString(upload.content());
            if (keep != null) {
                Files.move(upload.content(), Path.of(keep));
            }
            String asked = upload.parameters().isEmpty() ? "" : " " + upload.parameters();
            exchange.getMessage()
                    .setBody(upload.file() + ", " + upload.bytes() + " bytes, " + upload.fields() + asked + ": "
                            + content);
        }

        /** Answers the file of the header {@code File}, so many bytes of it as {@code Bytes} says. */
        private static void send(Exchange exchange) {
            exchange.getMessage()
                    .setBody(new FileBody(
                            Path.of(exchange.getMessage().getHeader("File", String.class)),
                            exchange.getMessage().getHeader("Bytes", Long.class)));
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/csv");
        }

        private static void fail(Exchange exchange) throws Exception {
            throw switch (exchange.getMessage().getHeader(EXCEPTION, "", String.class)) {
                case "problem" -> Problem.of(409, "It has ended");
                case "rejected" -> new RejectedExecutionException("full");
                case "timeout" -> new TimeoutException();
                case "database" -> new SQLTransientConnectionException("no connection");
                case "disk" -> new SQLException("could not extend file", "53100");
                default -> new IllegalStateException("the secret cause");
            };
        }
    }
}
