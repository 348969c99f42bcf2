package caravan.imports.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.impl.AMQImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The last moment of a session, with a broker that counts, as RabbitMQ does, only what it has not delivered. */
class SessionListenerTest {
    private static final UUID SESSION = UUID.randomUUID();

    /** The client's, which hands deliveries over in their order, and sometimes late. */
    final ScheduledExecutorService client = Executors.newSingleThreadScheduledExecutor();

    final List<String> events = new CopyOnWriteArrayList<>();
    private DefaultConsumer consumer;
    private boolean late;

    @AfterEach
    void stop() {
        client.shutdownNow();
    }

    @Test
    void a_queue_is_not_deleted_with_a_message_that_was_delivered_at_the_last_moment() {
        SessionListener listener = new SessionListener(
                SESSION, Duration.ofSeconds(60), false, new SessionQueues(factory()), new SessionListener.Session() {
                    @Override
                    public void save(SessionBatch batch) {
                        events.add("saved " + ((Object[]) batch.parameters().get("numbers")).length);
                    }

                    @Override
                    public void end(UUID session, String state) {
                        events.add("ended " + state);
                    }
                });
        listener.remove("completed");

        listener.run();

        assertThat(events).containsExactly("cancelled", "saved 1", "cancelled", "deleted", "ended completed");
    }

    /** One message is delivered while it cancels, and handed over late; it is delivered again when it listens again. */
    private Object answer(String method, Object[] arguments) {
        return switch (method) {
            case "basicConsume" -> {
                consumer = (DefaultConsumer) arguments[arguments.length - 1];
                consumer.handleConsumeOk("tag");
                if (late) {
                    deliver(consumer);
                }
                yield "tag";
            }
            case "basicCancel" -> {
                events.add("cancelled");
                DefaultConsumer cancelled = consumer;
                if (!late) {
                    late = true;
                    client.schedule(() -> deliver(cancelled), 300, TimeUnit.MILLISECONDS);
                    client.schedule(() -> cancelled.handleCancelOk("tag"), 300, TimeUnit.MILLISECONDS);
                } else {
                    client.execute(() -> cancelled.handleCancelOk("tag"));
                }
                yield null;
            }
            case "queueDelete" -> {
                events.add("deleted");
                yield null;
            }
            case "queueDeclarePassive" -> new AMQImpl.Queue.DeclareOk(SESSION.toString(), 0, 0);
            default -> null;
        };
    }

    private static void deliver(DefaultConsumer to) {
        try {
            to.handleDelivery(
                    "tag",
                    new Envelope(1, false, "", SESSION.toString()),
                    new BasicProperties(),
                    "{\"name\": \"A\", \"mail\": \"a\"}".getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConnectionFactory factory() {
        Channel channel = (Channel) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Channel.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments));
        Connection connection = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> method.getName().equals("createChannel")
                        ? channel
                        : method.getName().equals("isOpen") ? true : null);
        return new ConnectionFactory() {
            @Override
            public Connection newConnection(String name) {
                return connection;
            }
        };
    }
}
