package caravan.shared.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A test's own look at the queues, on a connection for each question. */
public final class Mailbox {
    private final Broker broker;

    public Mailbox(Broker broker) {
        this.broker = broker;
    }

    /** Takes what is ready in a queue out of it. */
    public List<String> take(String queue) throws IOException, TimeoutException {
        return ask(channel -> {
            List<String> messages = new ArrayList<>();
            for (GetResponse next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
                messages.add(new String(next.getBody(), StandardCharsets.UTF_8));
            }
            return messages;
        });
    }

    /** Takes one message; null if there is none. */
    public GetResponse takeOne(String queue) throws IOException, TimeoutException {
        return ask(channel -> channel.basicGet(queue, true));
    }

    public void put(String queue, String message, Map<String, Object> headers) throws IOException, TimeoutException {
        BasicProperties properties = MessageProperties.PERSISTENT_TEXT_PLAIN
                .builder()
                .headers(headers)
                .build();
        ask(channel -> {
            channel.confirmSelect();
            channel.basicPublish("", queue, true, properties, message.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
            return null;
        });
    }

    public void declare(String queue) throws IOException, TimeoutException {
        ask(channel -> channel.queueDeclare(queue, true, false, false, null));
    }

    /** If it is there: RabbitMQ would not mind, Qpid does. */
    public void delete(String queue) throws IOException, TimeoutException {
        if (exists(queue)) {
            ask(channel -> channel.queueDelete(queue));
        }
    }

    public boolean exists(String queue) throws IOException, TimeoutException {
        try {
            ask(channel -> channel.queueDeclarePassive(queue));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Messages that the broker holds for a queue, also those that a consumer has not acknowledged. */
    public long size(String queue) throws IOException, TimeoutException {
        return ask(channel -> (long) channel.queueDeclarePassive(queue).getMessageCount());
    }

    private <T> T ask(Question<T> question) throws IOException, TimeoutException {
        try (Connection connection = broker.connectionFactory().newConnection("test");
                Channel channel = connection.createChannel()) {
            return question.ask(channel);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Channel channel) throws IOException, TimeoutException, InterruptedException;
    }
}
