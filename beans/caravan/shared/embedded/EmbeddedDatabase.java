package caravan.shared.embedded;

import caravan.shared.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of this process's own, for a machine that has none. Its data lie in the data folder and are
 * durable as on any server: what was committed outlives the process, also after {@code kill -9}. It listens on loopback
 * only, at the same port over restarts, and knows one user, who owns the database {@code caravan}.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** Where the password is kept, below the data folder, for other processes of the same person. */
    public static final String PASSWORD_FILE = "postgres/" + PostgresCluster.PASSWORD;

    private static final String NAME = "caravan";
    private static final String USER = "caravan";
    private static final int ANSWER_SECONDS = 30;

    private final PostgresServer server;
    private final int port;
    private final String password;
    private boolean closed;

    private EmbeddedDatabase(PostgresServer server, int port, String password) {
        this.server = server;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server: in about a second, the first time in some more, of which the log tells. A server left behind
     * by a killed process is ended first; so only one may be started on a folder at a time.
     *
     * @throws Refusal if it does not start, with what PostgreSQL said, or the data are of another major version
     */
    public static EmbeddedDatabase start(DataFolder data) {
        try {
            PostgresBinaries binaries = PostgresBinaries.in(data);
            PostgresServer server = new PostgresServer(data, binaries);
            new PostgresOrphan(data, server).end();
            PostgresCluster cluster = new PostgresCluster(data, binaries);
            cluster.prepare();
            int port = data.port("postgres");
            server.start(port);
            return verified(data, new EmbeddedDatabase(server, port, cluster.password()));
        } catch (IOException e) {
            throw new Refusal(DataFolder.named(data.path()) + ": PostgreSQL does not start (" + e + ")", e);
        }
    }

    /** {@code jdbc:postgresql://127.0.0.1:PORT/caravan} */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    /** The owner of the database; not a superuser. */
    public String user() {
        return USER;
    }

    /** Made at the first start and kept in the data folder, readable by its owner only. */
    public String password() {
        return password;
    }

    /** Ends the server and waits for that: connections still open are cut off. Closing it again does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.stop();
        }
    }

    private static EmbeddedDatabase verified(DataFolder data, EmbeddedDatabase database) {
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            Path served = Path.of(value(statement, "SHOW data_directory")).toRealPath();
            if (!served.equals(PostgresCluster.folder(data))) {
                throw new SQLException("the server at port " + database.port + " serves " + served);
            }
            database.create(statement);
            return database;
        } catch (SQLException | IOException e) {
            database.close();
            throw new Refusal(
                    DataFolder.named(data.path()) + ": PostgreSQL has started but does not answer as it should ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** Each step only if it is missing: the first start may have been cut off between any two. */
    private void create(Statement statement) throws SQLException {
        if (value(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + USER + "'") == null) {
            statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + password + "'");
        }
        if (value(statement, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'") == null) {
            statement.execute("CREATE DATABASE " + NAME + " OWNER " + USER);
        }
    }

    private Connection superuser() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setConnectTimeout(ANSWER_SECONDS);
        source.setSocketTimeout(ANSWER_SECONDS);
        return source.getConnection(PostgresCluster.SUPERUSER, password);
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
