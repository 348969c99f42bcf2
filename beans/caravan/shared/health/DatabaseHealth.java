package caravan.shared.health;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Ready only with the database: what is answered with success must be stored. */
public final class DatabaseHealth extends AbstractHealthCheck {

    private final Supplier<DataSource> database;

    public DatabaseHealth(Supplier<DataSource> database) {
        super("caravan", "database");
        this.database = database;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        try (Connection connection = database.get().getConnection()) {
            if (connection.isValid(1)) {
                result.up();
            } else {
                result.message("The database does not answer").down();
            }
        } catch (SQLException e) {
            result.message("The database is away: " + e.getMessage()).down();
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }
}
