package caravan.it;

import static caravan.it.Shop.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A market and its ratings as processes that find each other through Consul, step by step; each step goes on from the last. */
@Tag("real-servers")
@TestMethodOrder(OrderAnnotation.class)
class MarketWalkIT {

    @RegisterExtension
    static final Testbed testbed = new Testbed();

    @TempDir
    static Path folder;

    private static ConsulAgent consul;
    private static Program market;
    private static Shop shop;
    private static Program one;
    private static Program two;
    private static Program three;

    @BeforeAll
    static void start() {
        consul = new ConsulAgent(folder.resolve("consul.log"));
        market = testbed.start(
                "caravan.roles=market",
                "caravan.consul.url=" + consul.url(),
                "caravan.market.breaker-wait=5s",
                "caravan.log.level=DEBUG");
        shop = new Shop(market);
    }

    @AfterAll
    static void close() {
        consul.close();
    }

    @Test
    @Order(1)
    void alone_the_market_has_prices_and_no_ratings() {
        assertThat(shop.things()).hasSize(4).allSatisfy(thing -> {
            assertThat(thing.path("price").asText()).isNotEmpty();
            assertThat(thing.path("rating").isNull()).isTrue();
        });
        shop.awaitLog("BAD camera: all services are down");
    }

    @Test
    @Order(2)
    void three_ratings_start_and_all_are_asked() {
        one = ratings();
        two = ratings();
        three = ratings();
        shop.awaitTurns(address(one), address(two), address(three));
    }

    @Test
    @Order(3)
    void all_are_killed_and_the_ratings_stay() {
        one.kill9();
        two.kill9();
        three.kill9();
        int said = market.log().length();
        shop.awaitNothingFresh();
        shop.expectAllRated();
        await().until(() -> market.log().substring(said).contains("BAD camera: all services are down"));
    }

    @Test
    @Order(4)
    void one_starts_and_is_asked_alone() {
        one = ratings();
        shop.awaitTurns(address(one));
    }

    @Test
    @Order(5)
    void a_second_starts_and_they_take_turns() {
        two = ratings();
        shop.awaitTurns(address(one), address(two));
    }

    @Test
    @Order(6)
    void the_second_is_frozen_and_shut_out() {
        two.sigstop();
        shop.awaitBreaker(address(two), "open");
        shop.awaitLog("OPEN breaker on [ratings at " + address(two) + "]");
        shop.awaitTurns(address(one));
    }

    @Test
    @Order(7)
    void it_goes_on_and_they_take_turns_again() {
        two.sigcont();
        shop.awaitTurns(address(one), address(two));
        shop.awaitLog("CLOSE breaker on [ratings at " + address(two) + "]");
    }

    @Test
    @Order(8)
    void consul_is_killed_and_the_instances_stay_in_use() {
        consul.kill9();
        shop.awaitLog("does not answer: the instances last seen stay in use");
        assertThat(market.get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(market.get("/observe/health/ready").body()).contains("degraded: Consul is away");
        shop.awaitTurns(address(one), address(two));
    }

    @Test
    @Order(9)
    void consul_is_back_with_nothing_in_it_and_the_instances_register_again() {
        consul.start();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(consul.ask("GET", "/v1/health/service/ratings?passing"))
                        .contains(address(one))
                        .contains(address(two)));
        shop.awaitTurns(address(one), address(two));
        three = ratings();
        shop.awaitTurns(address(one), address(two), address(three));
    }

    @Test
    @Order(10)
    void who_is_told_to_stop_is_taken_out_at_once() {
        three.sigterm();
        three.awaitExit();
        await().untilAsserted(() ->
                assertThat(consul.ask("GET", "/v1/health/service/ratings")).doesNotContain(address(three)));
        shop.awaitTurns(address(one), address(two));
        assertThat(market.log()).doesNotContain("ERROR");
    }

    private static Program ratings() {
        return testbed.start("caravan.roles=ratings", "caravan.heartbeat=1s", "caravan.consul.url=" + consul.url());
    }
}
