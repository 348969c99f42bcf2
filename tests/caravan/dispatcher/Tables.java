package caravan.dispatcher;

import caravan.shared.database.Database;
import com.fasterxml.uuid.Generators;
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

/** A test's own look at the dispatcher's tables, on a connection for each question. */
final class Tables {
    private final Database database;

    Tables(Database database) {
        this.database = database;
    }

    void clear() throws SQLException {
        execute("TRUNCATE task, task_key, outbox, worker_session");
    }

    /** A task that waits. */
    UUID task(String application, String data) throws SQLException {
        UUID id = Generators.timeBasedEpochGenerator().generate();
        execute("INSERT INTO task (id, application, name, data) VALUES (?, ?, 'dispatch', ?)", id, application, data);
        return id;
    }

    /** A session whose lease runs out that many seconds from now; it has run out if they are negative. */
    UUID session(int seconds) throws SQLException {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO worker_session VALUES (?, 'another', now() + ? * interval '1 second')", id, seconds);
        return id;
    }

    /** Makes a task one that a session runs. */
    void hold(UUID task, UUID session) throws SQLException {
        execute(
                "UPDATE task SET status = 102, session = ?, worker = 'another', attempts = 1 WHERE id = ?",
                session,
                task);
    }

    /** An outbox row that is due that many seconds from now. */
    UUID outbox(int seconds, UUID... tasks) throws SQLException {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO outbox VALUES (?, ?, now() + ? * interval '1 second')", id, tasks, seconds);
        return id;
    }

    /** The row of a task, by the names of its columns. */
    Map<String, Object> row(UUID task) throws SQLException {
        return query("SELECT * FROM task WHERE id = ?", task).get(0);
    }

    int status(UUID task) throws SQLException {
        return ((Number) row(task).get("status")).intValue();
    }

    /** Ids of the outbox. */
    List<UUID> outbox() throws SQLException {
        return query("SELECT id FROM outbox ORDER BY id").stream()
                .map(row -> (UUID) row.get("id"))
                .toList();
    }

    long count(String table) throws SQLException {
        return (Long) query("SELECT count(*) AS count FROM " + table).get(0).get("count");
    }

    List<Map<String, Object>> query(String sql, Object... parameters) throws SQLException {
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

    void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            statement.execute();
        }
    }

    Connection connection() throws SQLException {
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
