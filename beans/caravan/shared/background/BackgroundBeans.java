package caravan.shared.background;

import java.time.Clock;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Configuration;

/** What routes in the background name. */
@Configuration
public class BackgroundBeans {

    @BindToRegistry("outages")
    public Outages outages() {
        return new Outages(Clock.systemUTC());
    }
}
