package caravan.shared.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

/** Tells a database that is away from one that says no. */
public final class DatabaseFailure {

    private DatabaseFailure() {}

    /**
     * Whether this failure passes when the database is back: no connection (SQLSTATE class 08), shutting down or starting
     * up (57P), out of connections (53), a deadlock or a serialization failure (40), an error of its system (58), cancelled
     * (57014), a standby (25006), a lock that was not free (55P03).
     */
    public static boolean passes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException || cause instanceof SQLRecoverableException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().matches("(08|53|40|58).*|57P.*|57014|25006|55P03");
            }
        }
        return false;
    }

    /** Whether the data themselves are refused (SQLSTATE class 22): trying again changes nothing. */
    public static boolean isOfTheData(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22");
            }
        }
        return false;
    }

    /** Whether the disk of the database is full (SQLSTATE 53100). */
    public static boolean isDiskFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && "53100".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
