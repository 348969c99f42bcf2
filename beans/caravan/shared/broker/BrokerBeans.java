package caravan.shared.broker;

import java.net.URI;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;
import org.apache.camel.PropertyInject;

/** Where the broker is, for all who connect to it. */
@Configuration
public class BrokerBeans {

    @BindToRegistry(value = "broker", lazy = true)
    public Broker broker(@PropertyInject("caravan.broker.url") String url) {
        return new Broker(URI.create(url));
    }
}
