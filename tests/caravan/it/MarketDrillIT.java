package caravan.it;

import static caravan.it.Shop.address;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can go is taken away under constant load, and comes back; no visitor of the market is sent away. */
@Tag("real-servers")
class MarketDrillIT {

    private static final int PER_SECOND = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        one = ratings();
        two = ratings();
        three = ratings();
        market = testbed.start(
                "caravan.roles=market", "caravan.consul.url=" + consul.url(), "caravan.market.breaker-wait=2s");
        shop = new Shop(market);
    }

    @AfterAll
    static void close() {
        consul.close();
    }

    @Test
    void no_page_fails_and_ratings_of_now_are_back_after_each_loss() {
        shop.awaitTurns(address(one), address(two), address(three));
        try (Shoppers shoppers = Shoppers.visiting(market, PER_SECOND)) {
            one.kill9();
            shop.awaitTurns(address(two), address(three));
            shoppers.awaitFresh(PER_SECOND);

            two.sigstop();
            shop.awaitBreaker(address(two), "open");
            shop.awaitTurns(address(three));
            two.sigcont();
            shop.awaitTurns(address(two), address(three));

            consul.kill9();
            shop.awaitLog("does not answer");
            shoppers.awaitFresh(PER_SECOND);
            consul.start();
            one = ratings();
            shop.awaitTurns(address(one), address(two), address(three));

            one.kill9();
            two.kill9();
            three.kill9();
            shop.awaitNothingFresh();
            one = ratings();
            two = ratings();
            three = ratings();
            shop.awaitTurns(address(one), address(two), address(three));
            shoppers.awaitFresh(PER_SECOND);
            shoppers.expectAllServed();
        }
        assertThat(market.log()).doesNotContain("ERROR");
    }

    @Test
    void a_market_that_stood_still_shuts_out_nobody_who_is_well() {
        Program still = testbed.start(
                "caravan.data=" + testbed.path("still"),
                "caravan.roles=market",
                "caravan.consul.url=" + consul.url(),
                "caravan.market.breaker-wait=1h"); // who is shut out stays so
        new Shop(still).awaitTurns(address(one), address(two), address(three));
        try (Shoppers shoppers = Shoppers.visiting(still, PER_SECOND)) {
            shoppers.awaitFresh(PER_SECOND);
            one.sigstop();
            await().pollInterval(Duration.ofMillis(10)).until(() -> pending(new Shop(still), one) >= 3);
            still.sigstop();
            Shell.run("sleep 3");
            // Calls that were open at the one meanwhile have had their second, and say nothing of it.
            still.sigcont();
            one.sigcont();
            awaitAllClosedAndAsked(new Shop(still));
            shoppers.awaitFresh(PER_SECOND);
            shoppers.expectAllServed();
        }
    }

    private static void awaitAllClosedAndAsked(Shop seen) {
        Map<String, Long> before = asked(seen);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(seen.fleet().findValuesAsText("breaker")).containsOnly("closed");
            assertThat(asked(seen))
                    .allSatisfy((address, count) -> assertThat(count).isGreaterThan(before.get(address)));
        });
    }

    private static int pending(Shop seen, Program instance) {
        return StreamSupport.stream(seen.fleet().spliterator(), false)
                .filter(state -> state.path("address").asText().equals(address(instance)))
                .mapToInt(state -> state.path("pending").asInt())
                .sum();
    }

    /** How often each was asked by now. */
    private static Map<String, Long> asked(Shop seen) {
        Map<String, Long> asked = new TreeMap<>();
        seen.fleet()
                .forEach(instance -> asked.put(
                        instance.path("address").asText(),
                        instance.path("asked").asLong()));
        return asked;
    }

    private static Program ratings() {
        return testbed.start("caravan.roles=ratings", "caravan.heartbeat=1s", "caravan.consul.url=" + consul.url());
    }
}
