package caravan.dispatcher;

import caravan.shared.database.Database;
import caravan.shared.database.Queries;
import com.fasterxml.uuid.Generators;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A test's own look at the dispatcher's tables. */
final class Tables extends Queries {
    Tables(Database database) {
        super(database);
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
}
