package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL and a RabbitMQ that run already, at the addresses in the environment (the profile {@code integration}): a
 * schema of the test class's own on the one; on the other the program's queues, which nobody else may use meanwhile, so that
 * two processes of tests need two virtual hosts.
 */
final class RealServers implements AutoCloseable {

    private static final List<String> QUEUES = List.of("caravan.tasks", "caravan.tasks.invalid");

    private final String schema;

    private RealServers(String schema) {
        this.schema = schema;
    }

    /** Whether this run is to use real servers. */
    static boolean areMeant() {
        return Boolean.getBoolean("caravan.it.real-servers");
    }

    /** Makes the schema, empty, and sees to it that there are no queues. */
    static RealServers prepare(String name) {
        RealServers servers = new RealServers("it_" + name.toLowerCase(Locale.ROOT));
        servers.clear();
        servers.execute("CREATE SCHEMA " + servers.schema);
        return servers;
    }

    /** Where a process finds them. */
    List<String> addresses() {
        return List.of(
                "caravan.database.url=" + databaseUrl(),
                "caravan.database.user=" + variable("CARAVAN_DATABASE_USER"),
                "caravan.database.password=" + variable("CARAVAN_DATABASE_PASSWORD"),
                "caravan.broker.url=" + brokerUrl());
    }

    /** The broker for this process of tests: each has one of {@code CARAVAN_TEST_BROKER_URLS}, if these are given. */
    static String brokerUrl() {
        String all = System.getenv("CARAVAN_TEST_BROKER_URLS");
        if (all == null || all.isBlank()) {
            return variable("CARAVAN_BROKER_URL");
        }
        int process = Integer.parseInt(
                System.getProperty("caravan.it.process", "process 1").replace("process ", ""));
        return all.strip().split("\\s+")[process - 1];
    }

    /** A variable that the profile {@code integration} needs. */
    static String variable(String name) {
        String value = System.getenv(name);
        assertThat(value).as("-Pintegration needs %s in the environment", name).isNotBlank();
        return value;
    }

    @Override
    public void close() {
        clear();
    }

    private String databaseUrl() {
        String url = variable("CARAVAN_DATABASE_URL");
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    private void clear() {
        execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
        deleteQueues();
    }

    private void execute(String sql) {
        try (java.sql.Connection connection = DriverManager.getConnection(
                        variable("CARAVAN_DATABASE_URL"),
                        variable("CARAVAN_DATABASE_USER"),
                        variable("CARAVAN_DATABASE_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void deleteQueues() {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(brokerUrl());
            factory.setAutomaticRecoveryEnabled(false);
            try (Connection connection = factory.newConnection("caravan tests");
                    Channel channel = connection.createChannel()) {
                for (String queue : QUEUES) {
                    channel.queueDelete(queue);
                }
            }
        } catch (IOException | TimeoutException | URISyntaxException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
