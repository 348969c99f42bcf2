package caravan.minions.master;

import caravan.shared.fleet.Fleet;
import caravan.shared.fleet.FleetBalancer;
import caravan.shared.fleet.FleetMetrics;
import caravan.shared.fleet.FleetPolicy;
import caravan.shared.fleet.FleetReport;
import caravan.shared.fleet.InstanceCall;
import caravan.shared.fleet.InstanceClient;
import caravan.shared.fleet.InstanceState;
import caravan.shared.fleet.Stalls;
import caravan.shared.fleet.VertxTimers;
import caravan.shared.health.Degraded;
import caravan.shared.http.EndWatch;
import caravan.shared.lifecycle.Closing;
import caravan.shared.registry.InstanceRegistry;
import caravan.shared.start.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.camel.BeanInject;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.PropertyInject;
import org.apache.camel.health.HealthCheckRegistry;

/** The parts of the role master; made when its routes ask for them. */
@Configuration
public class MasterBeans {

    /** One call to one minion. */
    private static final Duration CALL = Duration.ofSeconds(1);

    /** Two of them, and a bit. Nobody waits for it: the job is stored. */
    private static final Duration FORWARDING = Duration.ofMillis(2200);

    /** An order is not sent to a second minion while the first one may have taken it. */
    private static final Duration NEVER = Duration.ofDays(1);

    private static final int FAILURES = 3;
    private static final Duration BREAKER_WAIT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 64;
    private static final int MOST_PENDING = 1024;
    private static final int MOST_BYTES = 64 * 1024;

    /** A callback, to whoever it is. */
    private static final Duration CALLBACK = Duration.ofSeconds(10);

    @BindToRegistry(value = "destinations", lazy = true)
    public Destinations destinations(@PropertyInject("caravan.callbacks") String hosts) {
        return new Destinations(hosts);
    }

    @BindToRegistry(value = "jobForm", lazy = true)
    public JobForm jobForm(Destinations destinations) {
        return new JobForm(destinations, Clock.systemUTC());
    }

    @BindToRegistry(value = "jobRows", lazy = true)
    public JobRows jobRows(Settings settings) {
        return new JobRows(settings.keep());
    }

    @BindToRegistry(value = "jobWatch", lazy = true)
    public EndWatch jobWatch(CamelContext context, ExecutorService answers) {
        return new EndWatch(context::isStopping, answers);
    }

    @BindToRegistry(value = "jobs", lazy = true)
    public Jobs jobs(CamelContext context, @BeanInject("jobWatch") EndWatch jobWatch, ExecutorService answers) {
        return Closing.with(context, new Jobs(new JobTable(context.createProducerTemplate()), jobWatch, answers));
    }

    @BindToRegistry(value = "jobReports", lazy = true)
    public JobReports jobReports() {
        return new JobReports();
    }

    @BindToRegistry(value = "jobAnswer", lazy = true)
    public JobAnswer jobAnswer(@BeanInject("minionsFleet") Fleet minionsFleet) {
        return new JobAnswer(new FleetReport(minionsFleet));
    }

    @BindToRegistry(value = "endpoints", lazy = true)
    public Endpoints endpoints(CamelContext context) {
        return new Endpoints(context);
    }

    @BindToRegistry(value = "minionsFleet", lazy = true)
    public Fleet minionsFleet(CamelContext context, InstanceRegistry registry, Vertx vertx) {
        FleetPolicy policy = new FleetPolicy(NEVER, FORWARDING, FAILURES, BREAKER_WAIT, MOST_PENDING);
        VertxTimers timers = new VertxTimers(vertx);
        Fleet fleet = Closing.with(context, new Fleet("minion", registry, policy, timers, Clock.systemUTC()));
        Closing.with(context, new Stalls(timers, Clock.systemUTC(), fleet::stalled));
        HealthCheckRegistry.get(context)
                .register(new Degraded(
                        "minions",
                        () -> fleet.states().stream().anyMatch(InstanceState::passing)
                                ? Optional.empty()
                                : Optional.of("No minion is healthy; jobs are accepted, and wait")));
        return fleet;
    }

    @BindToRegistry(value = "minionsMetrics", lazy = true)
    public FleetMetrics minionsMetrics(@BeanInject("minionsFleet") Fleet minionsFleet, MeterRegistry meters) {
        return new FleetMetrics(minionsFleet, meters);
    }

    @BindToRegistry(value = "minionsBalancer", lazy = true)
    public FleetBalancer minionsBalancer(@BeanInject("minionsFleet") Fleet minionsFleet) {
        return new FleetBalancer(minionsFleet);
    }

    /** Instances in the same process may have a certificate that only its owner trusts. */
    @BindToRegistry(value = "minionCall", lazy = true)
    public InstanceCall minionCall(
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

    @BindToRegistry(value = "forwarding", lazy = true)
    public Forwarding forwarding(Settings settings, @BeanInject("minionsFleet") Fleet minionsFleet) {
        return new Forwarding(minionsFleet, settings.address(), Clock.systemUTC());
    }

    @BindToRegistry(value = "minionAnswer", lazy = true)
    public MinionAnswer minionAnswer() {
        return new MinionAnswer();
    }

    @BindToRegistry(value = "callbacks", lazy = true)
    public Callbacks callbacks(
            CamelContext context,
            Vertx vertx,
            Destinations destinations,
            JobRows rows,
            @PropertyInject("caravan.callbacks.secret") String secret,
            @PropertyInject("caravan.callbacks.attempts") int attempts) {
        HttpClientOptions options = new HttpClientOptions().setConnectTimeout(2000);
        InstanceClient client = Closing.with(context, new InstanceClient(vertx, options, CALLBACK, MOST_BYTES));
        ExecutorService noting = context.getExecutorServiceManager().newFixedThreadPool(this, "callbacks", 2);
        return new Callbacks(
                client, destinations, rows, new WebhookKey(secret.strip()), attempts, Clock.systemUTC(), noting);
    }
}
