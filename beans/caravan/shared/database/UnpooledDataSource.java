package caravan.shared.database;

import org.postgresql.ds.PGSimpleDataSource;

/** A connection for each question: for the start, before there is a pool. */
final class UnpooledDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    UnpooledDataSource(Database database) {
        setUrl(database.url());
        if (!database.user().isEmpty()) {
            setUser(database.user());
        }
        if (!database.password().isEmpty()) {
            setPassword(database.password());
        }
        setConnectTimeout(Database.CONNECT_TIMEOUT);
        setLoginTimeout(Database.LOGIN_TIMEOUT);
    }
}
