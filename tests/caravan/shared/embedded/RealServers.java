package caravan.shared.embedded;

import caravan.shared.broker.Broker;
import caravan.shared.database.Database;
import caravan.shared.database.Schema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The database, with its tables, and the broker, for all tests of this process: started when the first one asks for them,
 * stopped after the last. Both are reached by cables that a test may cut; it mends them itself.
 */
public final class RealServers implements AutoCloseable {
    private final Path folder;
    private final DataFolder data;
    private final EmbeddedDatabase postgres;
    private EmbeddedBroker qpid;
    private final Cable databaseCable;
    private final Cable brokerCable;

    private RealServers() throws Exception {
        folder = Files.createTempDirectory("caravan-tests");
        data = DataFolder.open(folder);
        postgres = EmbeddedDatabase.start(data);
        qpid = EmbeddedBroker.start(data);
        databaseCable = new Cable(
                data.port("database-cable"),
                URI.create(postgres.jdbcUrl().substring("jdbc:".length())).getPort());
        brokerCable =
                new Cable(data.port("broker-cable"), URI.create(qpid.url()).getPort());
        Schema.apply(database());
    }

    /** By the cable. */
    public Database database() {
        return new Database(
                "jdbc:postgresql://127.0.0.1:" + databaseCable.port() + "/caravan",
                postgres.user(),
                postgres.password());
    }

    /** Not by the cable: for what a test itself asks. */
    public Database databaseItself() {
        return new Database(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    /** By the cable. */
    public Broker broker() {
        return new Broker(URI.create("amqp://guest:guest@127.0.0.1:" + brokerCable.port()));
    }

    /** Not by the cable: for what a test itself asks. */
    public Broker brokerItself() {
        return new Broker(URI.create(qpid.url()));
    }

    public Cable databaseCable() {
        return databaseCable;
    }

    public Cable brokerCable() {
        return brokerCable;
    }

    /** Stops the broker itself; {@link #startBroker} has to follow. */
    public void stopBroker() {
        qpid.close();
    }

    /** At the same port as before. */
    public void startBroker() {
        qpid = EmbeddedBroker.start(data);
    }

    @Override
    public void close() throws IOException {
        databaseCable.close();
        brokerCable.close();
        qpid.close();
        postgres.close();
        data.close();
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Gives them to tests that have a parameter of this type. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RealServers.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(RealServers.class))
                    .getOrComputeIfAbsent(RealServers.class, key -> start(), RealServers.class);
        }

        private static RealServers start() {
            try {
                return new RealServers();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
