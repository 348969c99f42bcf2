package caravan.shared.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import javax.sql.DataSource;

/**
 * A data source whose prepared statements count their parameters themselves. camel-jdbc asks for that number before each
 * execution, and PostgreSQL's driver asks the server, which parses the statement for it, and again afterwards because the
 * types were unknown the first time: three quarters of the time of a small batch.
 */
final class CountedParameters {

    private CountedParameters() {}

    /** The same data source but for that. */
    static DataSource of(DataSource source) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object answer = invoke(source, method, arguments);
            return answer instanceof Connection connection ? counting(connection) : answer;
        });
    }

    /** How many question marks there are outside of quotation marks. */
    static int count(String sql) {
        int count = 0;
        char quote = 0;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '?') {
                count++;
            }
        }
        return count;
    }

    private static Connection counting(Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            Object answer = invoke(connection, method, arguments);
            return answer instanceof PreparedStatement statement
                            && method.getName().equals("prepareStatement")
                    ? counting(statement, (String) arguments[0])
                    : answer;
        });
    }

    private static PreparedStatement counting(PreparedStatement statement, String sql) {
        ParameterMetaData counted = proxy(
                ParameterMetaData.class,
                (method, arguments) -> method.getName().equals("getParameterCount")
                        ? count(sql)
                        : invoke(statement.getParameterMetaData(), method, arguments));
        return proxy(
                PreparedStatement.class,
                (method, arguments) -> method.getName().equals("getParameterMetaData")
                        ? counted
                        : invoke(statement, method, arguments));
    }

    private interface Call {
        Object answer(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                CountedParameters.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call.answer(method, arguments)));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
