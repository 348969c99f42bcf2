package caravan.it;

import static caravan.it.Shop.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** All live, and one of them does not reach Consul: nothing is refused, and nothing is answered. */
@Tag("real-servers")
class MarketPartitionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final Testbed testbed = new Testbed();

    @TempDir
    static Path folder;

    private static ConsulAgent consul;
    private static Wire marketsWay;
    private static Wire secondsWay;
    private static Program market;
    private static Shop shop;
    private static Program one;
    private static Program two;

    @BeforeAll
    static void start() {
        consul = new ConsulAgent(folder.resolve("consul.log"));
        marketsWay = new Wire(consul.url().getPort());
        secondsWay = new Wire(consul.url().getPort());
        one = ratings(consul.url().getPort());
        two = ratings(secondsWay.port());
        market = testbed.start("caravan.roles=market", consulAt(marketsWay.port()));
        shop = new Shop(market);
    }

    @AfterAll
    static void close() {
        marketsWay.close();
        secondsWay.close();
        consul.close();
    }

    @AfterEach
    void mend() {
        marketsWay.unstick();
        secondsWay.unstick();
    }

    @Test
    void the_market_goes_on_with_those_it_knows_and_learns_of_new_ones_afterwards() {
        shop.awaitTurns(address(one), address(two));
        try (Shoppers shoppers = Shoppers.visiting(market, 10)) {
            marketsWay.stick();
            await().atMost(PATIENCE).until(() -> health().contains("degraded: Consul is away"));
            Program three = ratings(consul.url().getPort());
            await().until(() -> registered().contains(address(three)));
            shop.awaitTurns(address(one), address(two));
            shoppers.awaitFresh(10);

            marketsWay.unstick();
            shop.awaitTurns(address(one), address(two), address(three));
            assertThat(health()).doesNotContain("degraded");
            shoppers.expectAllServed();
            three.sigterm();
            three.awaitExit();
        }
        shop.awaitTurns(address(one), address(two));
    }

    @Test
    void an_instance_that_cannot_say_that_it_lives_is_left_out_until_it_can() {
        shop.awaitTurns(address(one), address(two));
        try (Shoppers shoppers = Shoppers.visiting(market, 10)) {
            secondsWay.stick();
            shop.awaitTurns(address(one));
            await().untilAsserted(() -> assertThat(shop.fleet()).anySatisfy(instance -> {
                assertThat(instance.path("address").asText()).isEqualTo(address(two));
                assertThat(instance.path("passing").asBoolean()).isFalse();
            }));
            assertThat(two.get("/ratings/camera").statusCode()).isEqualTo(200);

            secondsWay.unstick();
            shop.awaitTurns(address(one), address(two));
            shoppers.expectAllServed();
        }
    }

    private static String health() {
        return market.get("/observe/health/ready").body();
    }

    private static String registered() throws IOException, InterruptedException {
        return consul.ask("GET", "/v1/health/service/ratings?passing");
    }

    private static Program ratings(int consulPort) {
        return testbed.start("caravan.roles=ratings", "caravan.heartbeat=1s", consulAt(consulPort));
    }

    private static String consulAt(int port) {
        return "caravan.consul.url=http://127.0.0.1:" + port;
    }
}
