package caravan.market;

import caravan.shared.fleet.Fleet;
import caravan.shared.fleet.FleetBalancer;
import caravan.shared.fleet.FleetMetrics;
import caravan.shared.fleet.FleetPolicy;
import caravan.shared.fleet.FleetReport;
import caravan.shared.fleet.InstanceCall;
import caravan.shared.fleet.InstanceClient;
import caravan.shared.fleet.Stalls;
import caravan.shared.fleet.VertxTimers;
import caravan.shared.lifecycle.Closing;
import caravan.shared.page.Pages;
import caravan.shared.registry.InstanceRegistry;
import caravan.shared.start.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.BeanInject;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.PropertyInject;
import org.apache.camel.util.TimeUtils;

/** The parts of the role market; made when its routes ask for them. */
@Configuration
public class MarketBeans {

    /** One call to one instance. */
    private static final Duration CALL = Duration.ofSeconds(1);

    /** A whole lookup. */
    private static final Duration LOOKUP = Duration.ofMillis(1200);

    /** An answer has a hundred. */
    private static final int MOST_BYTES = 16 * 1024;

    /** To one instance: enough for thousands of calls a second, and few enough to be opened at once after a stall. */
    private static final int CONNECTIONS = 64;

    /** Calls that one instance may have open, most of them waiting for a connection; with more it is passed over. */
    private static final int MOST_PENDING = 1024;

    @BindToRegistry(value = "things", lazy = true)
    public Things things() {
        return new Things();
    }

    @BindToRegistry(value = "ratingsFleet", lazy = true)
    public Fleet ratingsFleet(
            CamelContext context,
            InstanceRegistry registry,
            Vertx vertx,
            @PropertyInject("caravan.market.hedge-after") String hedgeAfter,
            @PropertyInject("caravan.market.breaker-failures") int failures,
            @PropertyInject("caravan.market.breaker-wait") String wait) {
        FleetPolicy policy = new FleetPolicy(duration(hedgeAfter), LOOKUP, failures, duration(wait), MOST_PENDING);
        VertxTimers timers = new VertxTimers(vertx);
        Fleet fleet = Closing.with(context, new Fleet("ratings", registry, policy, timers, Clock.systemUTC()));
        Closing.with(context, new Stalls(timers, Clock.systemUTC(), fleet::stalled));
        return fleet;
    }

    @BindToRegistry(value = "fleetMetrics", lazy = true)
    public FleetMetrics fleetMetrics(@BeanInject("ratingsFleet") Fleet ratingsFleet, MeterRegistry meters) {
        return new FleetMetrics(ratingsFleet, meters);
    }

    @BindToRegistry(value = "ratingsBalancer", lazy = true)
    public FleetBalancer ratingsBalancer(@BeanInject("ratingsFleet") Fleet ratingsFleet) {
        return new FleetBalancer(ratingsFleet);
    }

    /** Instances in the same process may have a certificate that only its owner trusts. */
    @BindToRegistry(value = "ratingsCall", lazy = true)
    public InstanceCall ratingsCall(
            CamelContext context, Vertx vertx, Settings settings, @PropertyInject("caravan.auth.token") String token) {
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) CALL.toMillis())
                .setMaxPoolSize(CONNECTIONS)
                .setKeepAliveTimeout(30);
        settings.certificate()
                .ifPresent(certificate ->
                        options.setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString())));
        return new InstanceCall(
                Closing.with(context, new InstanceClient(vertx, options, CALL, MOST_BYTES)), token.strip());
    }

    @BindToRegistry(value = "ratingAnswer", lazy = true)
    public RatingAnswer ratingAnswer() {
        return new RatingAnswer(Clock.systemUTC());
    }

    @BindToRegistry(value = "lastKnownRatings", lazy = true)
    public LastKnownRatings lastKnownRatings() {
        return new LastKnownRatings(Clock.systemUTC());
    }

    @BindToRegistry(value = "marketParts", lazy = true)
    public MarketParts marketParts() {
        return new MarketParts();
    }

    @BindToRegistry(value = "marketPage", lazy = true)
    public MarketPage marketPage(Pages pages) {
        return new MarketPage(pages);
    }

    @BindToRegistry(value = "marketAnswer", lazy = true)
    public MarketAnswer marketAnswer(@BeanInject("ratingsFleet") Fleet ratingsFleet) {
        return new MarketAnswer(new FleetReport(ratingsFleet));
    }

    @BindToRegistry(value = "carts", lazy = true)
    public Carts carts(Things things) {
        return new Carts(things);
    }

    @BindToRegistry(value = "cartRequest", lazy = true)
    public CartRequest cartRequest(
            CamelContext context, Settings settings, @PropertyInject("caravan.market.cookie-key") String key) {
        ProducerTemplate routes = context.createProducerTemplate();
        CartKey cartKey = new CartKey(key.strip(), made -> routes.requestBody("direct:market-key", made, String.class));
        return new CartRequest(
                new CartCookie(cartKey, settings.keep(), settings.certificate().isPresent()));
    }

    @BindToRegistry(value = "cartRetention", lazy = true)
    public CartRetention cartRetention(Settings settings) {
        return new CartRetention(settings.keep());
    }

    private static Duration duration(String text) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(text));
    }
}
