package caravan.imports.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import caravan.shared.broker.Broker;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Somebody else at the broker: publishes rows to sessions as any publisher does, and listens to their queues. */
final class Stranger {
    private final Broker broker;

    Stranger(Broker broker) {
        this.broker = broker;
    }

    /** Rows of these numbers, each a message. */
    void publish(UUID session, long first, long last) throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (long number = first; number <= last; number++) {
                publish(
                        channel,
                        session,
                        number,
                        "{\"name\": \"Name " + number + "\", \"mail\": \"mail " + number + "\"}");
            }
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    void publishOne(UUID session, Long number, String body) throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            publish(channel, session, number, body);
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private static void publish(Channel channel, UUID session, Long number, String body) throws Exception {
        Map<String, Object> headers = new HashMap<>();
        if (number != null) {
            headers.put("row", number);
        }
        BasicProperties properties =
                MessageProperties.PERSISTENT_BASIC.builder().headers(headers).build();
        channel.basicPublish("", session.toString(), true, properties, body.getBytes(UTF_8));
    }

    /** Whether somebody else may listen to the session, for a moment. */
    boolean consumes(UUID session) throws Exception {
        Connection connection = connect();
        try {
            consume(connection, session);
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            connection.abort();
        }
    }

    /** Listens to the session and acknowledges nothing. */
    void consume(Connection connection, UUID session) throws IOException {
        connection
                .createChannel()
                .basicConsume(
                        session.toString(), false, "", false, true, null, (tag, message) -> {}, (tag, signal) -> {});
    }

    Connection connect() throws Exception {
        return broker.connectionFactory().newConnection("test");
    }
}
