package caravan.minions.minion;

import caravan.shared.fleet.InstanceClient;
import caravan.shared.lifecycle.Closing;
import caravan.shared.start.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.PropertyInject;

/** The parts of the role minion; made when its routes ask for them. */
@Configuration
public class MinionBeans {

    /** A report of five hundred jobs to a master that has much to do. */
    private static final Duration REPORT = Duration.ofSeconds(5);

    private static final int MOST_BYTES = 16 * 1024;

    @BindToRegistry(value = "minions", lazy = true)
    public Minions minions(@PropertyInject("caravan.minions.most-jobs") int most) {
        return new Minions(most);
    }

    @BindToRegistry(value = "orderForm", lazy = true)
    public OrderForm orderForm(Settings settings, @PropertyInject("caravan.minions.masters") String masters) {
        return new OrderForm(new Masters(URI.create(settings.address()), masters));
    }

    @BindToRegistry(value = "watch", lazy = true)
    public Watch watch() {
        return new Watch(Clock.systemUTC());
    }

    @BindToRegistry(value = "magic8Ball", lazy = true)
    public Magic8Ball magic8Ball() {
        return new Magic8Ball(new SecureRandom());
    }

    @BindToRegistry(value = "reporter", lazy = true)
    public Reporter reporter(
            CamelContext context, Vertx vertx, Settings settings, @PropertyInject("caravan.auth.token") String token) {
        HttpClientOptions options =
                new HttpClientOptions().setConnectTimeout(1000).setKeepAliveTimeout(30);
        settings.certificate()
                .ifPresent(certificate ->
                        options.setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString())));
        return new Reporter(
                Closing.with(context, new InstanceClient(vertx, options, REPORT, MOST_BYTES)), token.strip());
    }
}
