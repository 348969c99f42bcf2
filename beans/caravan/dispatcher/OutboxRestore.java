package caravan.dispatcher;

import caravan.shared.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts every task that has not ended into the outbox, 500 a row, and nothing else: the queue that held them is gone. What
 * was in the outbox before is among them, so that doing it twice leaves no more behind than doing it once.
 */
final class OutboxRestore implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRestore.class);

    private static final String RESTORE = """
            WITH before AS (DELETE FROM outbox)
            INSERT INTO outbox (id, tasks, due)
            SELECT gen_random_uuid(), array_agg(id ORDER BY id), now()
            FROM (SELECT id, row_number() OVER (ORDER BY id) / 500 AS parcel FROM task WHERE status IN (202, 102)) AS unended
            GROUP BY parcel
            """;

    /** Any number: whoever restores holds this lock of the database meanwhile, so that they take turns. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7203450001)";

    private final Database database;

    OutboxRestore(Database database) {
        this.database = database;
    }

    @Override
    public void run() {
        // Not from the pool: a table with years of tasks takes longer to read than any of its statements may.
        try (Connection connection = database.connectForLong();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(LOCK);
            int parcels = statement.executeUpdate(RESTORE);
            connection.commit();
            if (parcels > 0) {
                LOG.warn("The queue was gone: {} parcels of tasks that have not ended are published again", parcels);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox cannot be filled: " + e.getMessage(), e);
        }
    }
}
