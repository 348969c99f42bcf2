package caravan.imports.publisher;

import caravan.shared.broker.Broker;
import caravan.shared.http.Problems;
import caravan.shared.page.Pages;
import caravan.shared.start.Role;
import caravan.shared.start.Settings;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Configuration;
import org.apache.camel.PropertyInject;
import org.apache.camel.util.TimeUtils;

/** The parts of the role publisher; made when its routes ask for them. */
@Configuration
public class PublisherBeans {

    @BindToRegistry(value = "importForm", lazy = true)
    public ImportForm importForm() {
        return new ImportForm();
    }

    @BindToRegistry(value = "importFiles", lazy = true)
    public ImportFiles importFiles(Settings settings) {
        return new ImportFiles(settings.data().resolve("imports"));
    }

    @BindToRegistry(value = "importRuns", lazy = true)
    public ImportRuns importRuns() {
        return new ImportRuns();
    }

    @BindToRegistry(value = "importSteps", lazy = true)
    public ImportSteps importSteps(CamelContext context) {
        return new ImportSteps(context::isStopping);
    }

    @BindToRegistry(value = "importTransfer", lazy = true)
    public ImportTransfer importTransfer(
            CamelContext context,
            ImportFiles files,
            RowBroker rowBroker,
            @PropertyInject("caravan.imports.rows-per-message") int rows,
            @PropertyInject("caravan.imports.patience") String patience) {
        ImportTransfer transfer = new ImportTransfer(
                files,
                new RowMessages(rows),
                rowBroker,
                Duration.ofMillis(TimeUtils.toMilliSeconds(patience)),
                context::isStopping);
        // No timer of a route: that would stop before the imports do.
        context.getExecutorServiceManager()
                .newScheduledThreadPool(this, "import-watch", 1)
                .scheduleWithFixedDelay(transfer::watch, 1, 1, TimeUnit.SECONDS);
        return transfer;
    }

    @BindToRegistry(value = "rowBroker", lazy = true)
    public RowBroker rowBroker(Broker broker) {
        return new RowBroker(broker);
    }

    @BindToRegistry(value = "importAccount", lazy = true)
    public ImportAccount importAccount(ImportFiles files, Settings settings) {
        return new ImportAccount(files, settings.keep());
    }

    @BindToRegistry(value = "importUndo", lazy = true)
    public ImportUndo importUndo() {
        return new ImportUndo();
    }

    @BindToRegistry(value = "importOutcome", lazy = true)
    public ImportOutcome importOutcome(@PropertyInject("caravan.imports.patience") String patience) {
        return new ImportOutcome(Duration.ofMillis(TimeUtils.toMilliSeconds(patience)), Clock.systemUTC());
    }

    @BindToRegistry(value = "consumerAddress", lazy = true)
    public ConsumerAddress consumerAddress(CamelContext context, Settings settings) {
        String host = property(context, "caravan.consumer.host");
        String port = property(context, "caravan.consumer.port");
        URI base = settings.has(Role.CONSUMER) && host.isEmpty() && port.isEmpty()
                ? URI.create(settings.address())
                : URI.create("http://" + (host.isEmpty() ? "127.0.0.1" : host) + ":"
                        + (port.isEmpty() ? Role.CONSUMER.port() : port));
        Map<String, String> paths = ConsumerAddress.REQUESTS.stream()
                .collect(
                        Collectors.toMap(word -> word, word -> property(context, "caravan.consumer." + word + "-url")));
        return new ConsumerAddress(base, paths, property(context, "caravan.auth.token"));
    }

    @BindToRegistry(value = "consumerAnswer", lazy = true)
    public ConsumerAnswer consumerAnswer(ConsumerAddress address) {
        return new ConsumerAnswer(address);
    }

    /** Of the calls to the consumer. One in the same process may have a certificate that only its owner trusts. */
    @BindToRegistry(value = "consumerClient", lazy = true)
    public WebClientOptions consumerClient(Settings settings) {
        WebClientOptions options =
                new WebClientOptions().setConnectTimeout(2000).setFollowRedirects(false);
        settings.certificate()
                .ifPresent(certificate ->
                        options.setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString())));
        return options;
    }

    @BindToRegistry(value = "importPages", lazy = true)
    public ImportPages importPages(Problems problems, Pages pages) {
        return new ImportPages(new ImportAnswers(), problems, pages);
    }

    private static String property(CamelContext context, String name) {
        return context.getPropertiesComponent()
                .resolveProperty(name)
                .map(String::strip)
                .orElse("");
    }
}
