package caravan.shared.database;

import caravan.shared.lifecycle.Closing;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.PropertyInject;

/** The pool behind every {@code jdbc:caravan}. */
@Configuration
public class DatabaseBeans {

    @BindToRegistry(value = "database", lazy = true)
    public Database database(
            @PropertyInject("caravan.database.url") String url,
            @PropertyInject("caravan.database.user") String user,
            @PropertyInject("caravan.database.password") String password) {
        return new Database(url, user, password);
    }

    /**
     * Every statement goes by a key. A plan that PostgreSQL makes while a table is empty, and keeps, would read it whole,
     * and still do so when it has grown: five times the work for each task, until the next ANALYZE. What has to be read
     * whole all the same (a small table) is thereby so dear to its planner that it would compile the statement, for half a
     * second. And as there is one way to go, it is planned once, not for each batch anew.
     */
    private static final String BY_KEY =
            "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;"
                    + " SET enable_bitmapscan = off; SET jit = off;"
                    + " SET plan_cache_mode = force_generic_plan";

    /** Fails within a second while the database is away, and is usable again within two of its return. */
    @BindToRegistry(value = "caravan", lazy = true)
    public DataSource caravan(
            CamelContext context, Database database, @PropertyInject("caravan.database.connections") int connections) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("caravan");
        pool.setJdbcUrl(database.url());
        pool.setDataSourceProperties(database.connection());
        pool.setMaximumPoolSize(connections);
        pool.setConnectionTimeout(1000);
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionInitSql(BY_KEY);
        return CountedParameters.of(Closing.with(context, new HikariDataSource(pool)));
    }
}
