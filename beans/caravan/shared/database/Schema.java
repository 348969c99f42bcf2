package caravan.shared.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, made and changed by the migrations in {@code db/} in their order, each once. */
public final class Schema {

    private Schema() {}

    /**
     * Connects, and applies what is missing. Several processes may do so at once: Flyway holds an advisory lock of
     * PostgreSQL meanwhile.
     *
     * @throws SQLException if the database cannot be reached or does not let this user in
     * @throws FlywayException if a migration fails, or the schema is newer than this program
     */
    public static void apply(Database database) throws SQLException {
        DataSource source = new UnpooledDataSource(database);
        // Flyway would try for longer, and say less clearly what is wrong.
        source.getConnection().close();
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // Tables of a newer program are refused, too: by default they are only warned of.
                .ignoreMigrationPatterns(new String[0])
                .load()
                .migrate();
    }
}
