package caravan.shared.start;

import caravan.shared.Refusal;
import caravan.shared.broker.Broker;
import caravan.shared.database.Database;
import caravan.shared.database.Schema;
import caravan.shared.embedded.DataFolder;
import caravan.shared.embedded.EmbeddedBroker;
import caravan.shared.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that this process works with: the real ones that it was told of, tried before anything else starts, or
 * embedded ones in its data folder. Closed after Camel, the last that was started first.
 */
final class Servers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private Optional<Database> database = Optional.empty();
    private Optional<Broker> broker = Optional.empty();

    /** @throws Refusal if one cannot be reached or started; what was started by then is to be closed */
    void start(Settings settings) {
        settings.consul().ifPresent(Servers::reachConsul);
        if (settings.needsBroker()) {
            broker = settings.broker().map(Servers::reachBroker);
        }
        if (settings.needsDatabase()) {
            database = settings.database()
                    .map(url -> new Database(url, settings.databaseUser(), settings.databasePassword()));
        }
        if (settings.needsDataFolder()) {
            try {
                startEmbedded(settings);
            } catch (NoClassDefFoundError e) {
                throw new Refusal(
                        "caravan.database.url and caravan.broker.url: this build has no embedded servers, so"
                                + " whatever the roles need of them has to be set",
                        e);
            }
        }
        database.ifPresent(Servers::applySchema);
    }

    /** Where the database is; empty if no role needs one. */
    Optional<Database> database() {
        return database;
    }

    /** Where the broker is; empty if no role needs one. */
    Optional<Broker> broker() {
        return broker;
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                LOG.warn("An embedded server did not stop as it should: {}", e.toString());
            }
        }
    }

    private synchronized void startEmbedded(Settings settings) {
        DataFolder folder = started(DataFolder.open(settings.data()));
        if (settings.needsDatabase() && database.isEmpty()) {
            EmbeddedDatabase embedded = started(EmbeddedDatabase.start(folder));
            database = Optional.of(new Database(embedded.jdbcUrl(), embedded.user(), embedded.password()));
        }
        if (settings.needsBroker() && broker.isEmpty()) {
            broker = Optional.of(
                    new Broker(URI.create(started(EmbeddedBroker.start(folder)).url())));
        }
    }

    private <T extends AutoCloseable> T started(T server) {
        started.push(server);
        return server;
    }

    private static Broker reachBroker(URI url) {
        Broker broker = new Broker(url);
        try {
            broker.check();
            return broker;
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal("caravan.broker.url: no AMQP broker lets us in at " + broker + ": " + reason(e), e);
        }
    }

    private static void applySchema(Database database) {
        try {
            Schema.apply(database);
        } catch (SQLException e) {
            throw new Refusal("caravan.database.url: no PostgreSQL lets us in at " + database + ": " + reason(e), e);
        } catch (FlywayException e) {
            throw new Refusal("caravan.database.url: the tables in " + database + " do not fit: " + reason(e), e);
        }
    }

    private static void reachConsul(URI url) {
        HttpRequest leader = HttpRequest.newBuilder(url.resolve("/v1/status/leader"))
                .timeout(PATIENCE)
                .build();
        try {
            int status = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(leader, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new Refusal("caravan.consul.url: " + url + " answers " + status + ", which no Consul agent does");
            }
        } catch (IOException e) {
            throw new Refusal("caravan.consul.url: no Consul agent answers at " + url + ": " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The innermost message there is, in one line. */
    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            message = cause.getMessage() != null ? cause.getMessage() : message;
        }
        return String.valueOf(message == null ? failure.getClass().getSimpleName() : message)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .collect(Collectors.joining(" "));
    }
}
