package caravan.shared.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A test's own look at the database, on a connection for each question. */
public class Queries {
    private final Database database;

    public Queries(Database database) {
        this.database = database;
    }

    public long count(String table) throws SQLException {
        return (Long) query("SELECT count(*) AS count FROM " + table).get(0).get("count");
    }

    /** Rows, by the names of their columns. */
    public List<Map<String, Object>> query(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<Map<String, Object>> all = new ArrayList<>();
            while (rows.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnLabel(i), rows.getObject(i));
                }
                all.add(row);
            }
            return all;
        }
    }

    public void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.execute();
        }
    }

    /** A connection of the test's own. */
    public Connection connection() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            statement.setObject(
                    i + 1, parameter instanceof UUID[] ids ? connection.createArrayOf("uuid", ids) : parameter);
        }
        return statement;
    }
}
