package caravan.dispatcher;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.component.springrabbit.SpringRabbitMQConstants;

/** Tells the broker that it need not keep a message any longer: what it says stands in the database. */
public final class Acknowledgement {

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
