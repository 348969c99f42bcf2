package caravan.shared.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where PostgreSQL is.
 *
 * @param url JDBC, {@code jdbc:postgresql://host:port/database}
 * @param user empty: as the URL or the driver has it
 * @param password empty: none, or as the URL has it
 */
public record Database(String url, String user, String password) {

    /** How long a connection attempt may take, in seconds. */
    static final int CONNECT_TIMEOUT = 1;

    /** How long a connection may take that is accepted but not answered, in seconds; without it, for ever. */
    static final int LOGIN_TIMEOUT = 5;

    /**
     * How long one statement may go without an answer, in seconds. A server that hangs is given up then; who waits for it
     * over HTTP has been told 503 before.
     */
    static final int SOCKET_TIMEOUT = 10;

    /** A connection outside the pool, whose statements may take as long as they take. */
    public Connection connectForLong() throws SQLException {
        return new UnpooledDataSource(this).getConnection();
    }

    /** Properties for pgjdbc. */
    Properties connection() {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT));
        properties.setProperty("socketTimeout", Integer.toString(SOCKET_TIMEOUT));
        properties.setProperty("ApplicationName", "caravan");
        return properties;
    }

    @Override
    public String toString() {
        return url.replaceAll("(?i)(password=)[^&]*", "$1…");
    }
}
