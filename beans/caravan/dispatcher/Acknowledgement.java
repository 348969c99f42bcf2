package caravan.dispatcher;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;
import org.springframework.amqp.rabbit.connection.ChannelProxy;

/** Tells the broker that it need not keep a message any longer: what it says stands in the database. */
public final class Acknowledgement {

    /**
     * The channel that has delivered the message: when it is closed, Spring's proxy opens another one in its place, on
     * which the message's number is unknown.
     */
    public Channel channel(@ExchangeProperty(SpringRabbitMQConstants.CHANNEL) Channel channel) {
        return channel instanceof ChannelProxy proxy ? proxy.getTargetChannel() : channel;
    }

    public void acknowledge(
            @ExchangeProperty(SpringRabbitMQConstants.CHANNEL) Channel channel,
            @Header(SpringRabbitMQConstants.DELIVERY_TAG) long tag)
            throws IOException {
        try {
            channel.basicAck(tag, false);
        } catch (ShutdownSignalException | IllegalStateException e) {
            // The broker gives the message to somebody else, who finds that there is nothing to do.
        }
    }

    public void giveBack(
            @ExchangeProperty(SpringRabbitMQConstants.CHANNEL) Channel channel,
            @Header(SpringRabbitMQConstants.DELIVERY_TAG) long tag)
            throws IOException {
        try {
            channel.basicNack(tag, false, true);
        } catch (ShutdownSignalException | IllegalStateException e) {
            // It has gone back already.
        }
    }
}
