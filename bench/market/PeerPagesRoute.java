package caravan.peers;

import caravan.shared.JsonText;
import caravan.shared.fleet.FleetBalancer;
import caravan.shared.http.BodyLimits;
import caravan.shared.http.HttpEngine;
import caravan.shared.registry.Instance;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.util.concurrent.SynchronousExecutorService;

/**
 * The market's page {@code /market/things} once more, node by node, with an address in place of its fleet of instances:
 * {@code /bench/haproxy/things} and {@code /bench/direct/things}. The system properties {@code peer.haproxy} and
 * {@code peer.direct} are the addresses.
 */
public class PeerPagesRoute extends RouteBuilder {

    @Override
    public void configure() throws Exception {
        int port = Integer.parseInt(getContext().resolvePropertyPlaceholders("{{caravan.port}}"));
        // On the event loop, as the market's own page.
        HttpEngine engine = new HttpEngine(
                port, Set.of(), new BodyLimits(1024, Map.of()), Set.of(path("haproxy"), path("direct")), Map.of());
        engine.setCamelContext(getContext());
        bindToRegistry("peerEngine", engine);
        page("haproxy");
        page("direct");
    }

    private static String path(String peer) {
        return "/bench/" + peer + "/things";
    }

    private void page(String peer) {
        Instance address = new Instance("ratings", peer, URI.create(System.getProperty("peer." + peer)));

        from("platform-http:" + path(peer) + "?httpMethodRestrict=GET&platformHttpEngine=#peerEngine")
                .to("direct:peer-answer-" + peer);

        from("direct:peer-answer-" + peer)
                .routeId("peer-answer-" + peer)
                .routeConfigurationId("http-problem")
                .to("direct:peer-things-" + peer)
                .setBody(method("marketAnswer", "things"))
                .setBody(method(JsonText.class, "of"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"));

        from("direct:peer-things-" + peer)
                .routeId("peer-things-" + peer)
                .setBody(method("things", "all"))
                .split(body(), new GroupedBodyAggregationStrategy())
                .parallelProcessing()
                .executorService(new SynchronousExecutorService())
                .to("direct:peer-rating-" + peer)
                .end();

        from("direct:peer-rating-" + peer)
                .routeId("peer-rating-" + peer)
                .setProperty("thing", body())
                .log(LoggingLevel.DEBUG, "caravan.market", "ASK for ${body.name}")
                .doTry()
                .setProperty(FleetBalancer.INSTANCE, constant(address))
                .to("direct:market-rating-call")
                .bean("lastKnownRatings", "remember")
                .endDoTry()
                .doCatch(Exception.class)
                .removeHeader(Exchange.HTTP_RESPONSE_CODE)
                .bean("lastKnownRatings", "recall")
                .end();
    }
}
