package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cart of a browser, which has its id in a cookie. */
class CartIT {

    private static final String EMPTY = "{\"items\":[],\"total\":\"0.00\",\"currency\":\"EUR\"}";

    @RegisterExtension
    static final Testbed testbed = new Testbed();

    private static Program program;

    @BeforeAll
    static void start() {
        program = testbed.start("caravan.roles=market");
    }

    @Test
    void things_go_in_and_out_and_are_bought() {
        String cookie = cookie(program.post("/market/cart/camera", ""));
        assertThat(program.post("/market/cart/camera", "", "Cookie", cookie).body())
                .isEqualTo("{\"items\":[{\"thing\":\"camera\",\"quantity\":2,\"price\":\"249.00\",\"sum\":\"498.00\"}],"
                        + "\"total\":\"498.00\",\"currency\":\"EUR\"}");
        program.post("/market/cart/guitar", "", "Cookie", cookie);
        assertThat(delete("/market/cart/camera", cookie).body()).contains("\"total\":\"189.00\"");
        assertThat(program.post("/market/checkout", "", "Cookie", cookie).body())
                .isEqualTo(EMPTY);
        assertThat(cart(cookie)).isEqualTo(EMPTY);
    }

    @Test
    void a_cart_belongs_to_its_browser() {
        String mine = cookie(program.post("/market/cart/camera", ""));
        String other = cookie(program.post("/market/cart/guitar", ""));
        assertThat(cart(mine)).contains("camera").doesNotContain("guitar");
        assertThat(cart(other)).contains("guitar").doesNotContain("camera");
        assertThat(program.get("/market/cart").body()).isEqualTo(EMPTY);
    }

    @Test
    void it_outlives_the_process() {
        String cookie = cookie(program.post("/market/cart/football", ""));
        program.kill9();
        program = testbed.start("caravan.roles=market");
        assertThat(cart(cookie)).contains("\"total\":\"24.50\"");
    }

    @Test
    void a_forged_or_broken_cookie_is_none_and_is_replaced() {
        String cookie = cookie(program.post("/market/cart/camera", ""));
        String forged = cookie.substring(0, cookie.length() - 2);
        assertThat(cart(forged)).isEqualTo(EMPTY);
        assertThat(cart("cart=v0.7")).isEqualTo(EMPTY);
        HttpResponse<String> fresh = program.post("/market/cart/guitar", "", "Cookie", forged);
        assertThat(fresh.statusCode()).isEqualTo(200);
        assertThat(cookie(fresh)).isNotEqualTo(cookie);
    }

    @Test
    void clicks_at_once_all_count_and_99_are_enough() {
        String cookie = cookie(program.post("/market/cart/camera", ""));
        List<CompletableFuture<Integer>> clicks = new ArrayList<>();
        for (int click = 0; click < 100; click++) {
            clicks.add(CompletableFuture.supplyAsync(() ->
                    program.post("/market/cart/camera", "", "Cookie", cookie).statusCode()));
        }
        assertThat(clicks.stream().map(CompletableFuture::join).filter(status -> status == 409))
                .hasSize(2);
        assertThat(cart(cookie)).contains("\"quantity\":99");
    }

    @Test
    void what_is_not_sold_is_a_404() {
        assertThat(program.post("/market/cart/telegraph", "").statusCode()).isEqualTo(404);
        assertThat(delete("/market/cart/telegraph", "").statusCode()).isEqualTo(404);
    }

    @Test
    void a_browser_is_sent_back_to_the_shop() {
        HttpResponse<String> answer = program.post("/market/cart/camera", "", "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/market/");
        assertThat(program.get("/", "Cookie", cookie(answer)).body()).contains("249.00 EUR");
    }

    @Test
    void without_ratings_there_are_prices_and_no_stars() {
        assertThat(new Shop(program).things()).hasSize(4).allSatisfy(thing -> {
            assertThat(thing.path("rating").isNull()).isTrue();
            assertThat(thing.path("ratedBy").isNull()).isTrue();
            assertThat(thing.path("age").isNull()).isTrue();
            assertThat(thing.path("fresh").asBoolean()).isFalse();
        });
        assertThat(program.get("/market").body()).contains("not rated yet").contains("29.95 EUR");
    }

    private static String cart(String cookie) {
        return program.get("/market/cart", "Cookie", cookie).body();
    }

    private static HttpResponse<String> delete(String path, String cookie) {
        return program.send(program.request(path, "Cookie", cookie).DELETE());
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }
}
