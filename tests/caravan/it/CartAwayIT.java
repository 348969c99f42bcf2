package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database, in which the carts are, is away: the shop is there all the same. */
class CartAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AWAY = "The cart cannot be shown just now.";

    @RegisterExtension
    static final Testbed testbed = new Testbed();

    private static ServerWires servers;
    private static Program market;
    private static Shop shop;
    private String cookie;

    @BeforeAll
    static void start() {
        Program first = testbed.start("caravan.roles=dispatcher");
        servers = new ServerWires(testbed.servers(first));
        market = testbed.startBeside(first, servers.properties("caravan.roles=market,ratings", "caravan.heartbeat=1s"));
        shop = new Shop(market);
    }

    @AfterAll
    static void close() {
        servers.close();
    }

    @BeforeEach
    void putACameraIntoTheCart() {
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
        HttpResponse<String> answer = market.post("/market/cart/camera", "");
        cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
        assertThat(page()).contains("249.00 EUR", "Check out").doesNotContain(AWAY);
    }

    @AfterEach
    void nothing_of_it_is_lost() {
        servers.join();
        await().atMost(PATIENCE)
                .until(() -> market.get("/market/cart", "Cookie", cookie).statusCode() == 200);
        assertThat(market.get("/market/cart", "Cookie", cookie).body()).contains("\"total\":\"249.00\"");
        assertThat(page()).contains("Check out").doesNotContain(AWAY);
        assertThat(market.post("/market/checkout", "", "Cookie", cookie).statusCode())
                .isEqualTo(200);
    }

    @Test
    void no_database() {
        servers.database().cut();
        expectShopWithoutCart();
        expectRefusals();
    }

    @Test
    void a_database_that_does_not_answer() {
        servers.database().hush();
        expectShopWithoutCart();
        expectRefusals();
    }

    /** What is put into the cart meanwhile may well be there afterwards: nothing is. */
    @Test
    void a_database_that_falls_silent() {
        servers.database().stick();
        expectShopWithoutCart();
        expectRefusal(market.get("/market/cart", "Cookie", cookie));
    }

    private void expectShopWithoutCart() {
        assertThat(page()).contains(AWAY, "249.00 EUR", "of 5 stars").doesNotContain("not rated yet", " s ago");
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
        assertThat(market.get("/market/").body()).contains("249.00 EUR", "There is nothing in it yet.");
    }

    private void expectRefusals() {
        expectRefusal(market.get("/market/cart", "Cookie", cookie));
        expectRefusal(market.post("/market/cart/camera", "", "Cookie", cookie));
        expectRefusal(market.post("/market/cart/camera", ""));
        expectRefusal(market.post("/market/checkout", "", "Cookie", cookie));
        assertThat(market.log()).doesNotContain("\tat ");
    }

    private static void expectRefusal(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).doesNotContain("Exception");
    }

    private String page() {
        HttpResponse<String> answer = market.get("/market/", "Cookie", cookie);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
