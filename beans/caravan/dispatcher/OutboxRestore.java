package caravan.dispatcher;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
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

    private final DataSource database;

    OutboxRestore(DataSource database) {
        this.database = database;
    }

    @Override
    public void run() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            int parcels = statement.executeUpdate(RESTORE);
            if (parcels > 0) {
                LOG.warn("The queue was gone: {} parcels of tasks that have not ended are published again", parcels);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox cannot be filled: " + e.getMessage(), e);
        }
    }
}
