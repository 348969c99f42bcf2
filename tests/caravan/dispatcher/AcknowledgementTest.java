package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import caravan.shared.broker.Mailbox;
import caravan.shared.embedded.RealServers;
import com.rabbitmq.client.Channel;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

@ExtendWith(RealServers.Extension.class)
class AcknowledgementTest {
    static final String QUEUE = "caravan.test.acknowledged";

    final Acknowledgement acknowledgement = new Acknowledgement();
    final RealServers servers;
    final Mailbox mailbox;
    CachingConnectionFactory connections;
    Channel channel;
    long tag;

    AcknowledgementTest(RealServers servers) {
        this.servers = servers;
        this.mailbox = new Mailbox(servers.brokerItself());
    }

    @BeforeEach
    void receive() throws Exception {
        mailbox.declare(QUEUE);
        mailbox.put(QUEUE, "hello", Map.of());
        connections = new CachingConnectionFactory(servers.broker().connectionFactory());
        channel = acknowledgement.channel(connections.createConnection().createChannel(false));
        tag = channel.basicGet(QUEUE, false).getEnvelope().getDeliveryTag();
    }

    @AfterEach
    void disconnect() throws Exception {
        connections.destroy();
        servers.brokerCable().mend();
        mailbox.delete(QUEUE);
    }

    @Test
    void an_acknowledged_message_is_gone() throws Exception {
        acknowledgement.acknowledge(channel, tag);
        connections.destroy();
        assertThat(mailbox.take(QUEUE)).isEmpty();
    }

    @Test
    void one_that_is_given_back_comes_again() throws Exception {
        acknowledgement.giveBack(channel, tag);
        await().untilAsserted(() -> assertThat(mailbox.take(QUEUE)).containsExactly("hello"));
    }

    @Test
    void without_the_broker_there_is_nothing_to_tell_it_and_the_message_comes_again() throws Exception {
        servers.brokerCable().cut();
        await().until(() -> !channel.isOpen());
        for (int i = 0; i < 2; i++) {
            assertThatCode(() -> acknowledgement.acknowledge(channel, tag)).doesNotThrowAnyException();
            assertThatCode(() -> acknowledgement.giveBack(channel, tag)).doesNotThrowAnyException();
        }
        servers.brokerCable().mend();
        await().untilAsserted(() -> assertThat(mailbox.take(QUEUE)).containsExactly("hello"));
    }
}
