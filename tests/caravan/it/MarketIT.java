package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The market with instances of the ratings in its own process, which are paused and stopped one by one. */
class MarketIT {

    @RegisterExtension
    static final Testbed testbed = new Testbed();

    private static Program program;
    private static Shop shop;

    @BeforeAll
    static void start() {
        program = testbed.start(
                "caravan.roles=market,ratings",
                "caravan.heartbeat=1s",
                "caravan.market.breaker-wait=2s",
                "caravan.log.level=DEBUG");
        shop = new Shop(program);
    }

    @AfterEach
    void startAll() {
        for (int number = 1; number <= 3; number++) {
            switchTo(number, "start");
        }
    }

    @Test
    void things_have_prices_and_are_rated_by_all_in_turn() {
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
        JsonNode camera = shop.things().get(0);
        assertThat(camera.path("thing").asText()).isEqualTo("camera");
        assertThat(camera.path("price").asText()).isEqualTo("249.00");
        assertThat(camera.path("currency").asText()).isEqualTo("EUR");
        assertThat(camera.path("rating").asDouble()).isEqualTo(4.5);
        assertThat(camera.path("age").asInt()).isZero();
        assertThat(program.log())
                .contains("ASK for camera")
                .contains("resolved ratings => [")
                .contains("ratings using instance 1: " + shop.shared(1));
    }

    @Test
    void one_that_hangs_is_shut_out_until_it_answers_again() {
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
        switchTo(2, "pause");
        shop.awaitBreaker(shop.shared(2), "open");
        shop.awaitLog("OPEN breaker on [ratings at " + shop.shared(2) + "]");
        shop.awaitTurns(shop.shared(1), shop.shared(3));
        switchTo(2, "start");
        shop.awaitBreaker(shop.shared(2), "closed");
        shop.awaitLog("CLOSE breaker on [ratings at " + shop.shared(2) + "]");
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
    }

    @Test
    void when_all_are_stopped_the_last_known_ratings_stay() {
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
        switchTo(1, "stop");
        shop.awaitTurns(shop.shared(2), shop.shared(3));
        switchTo(2, "stop");
        shop.awaitTurns(shop.shared(3));
        switchTo(3, "stop");
        shop.awaitNothingFresh();
        shop.expectAllRated();
        shop.awaitLog("BAD camera: all services are down");
        assertThat(program.get("/market/").body()).contains(" s ago");
        switchTo(2, "start");
        shop.awaitTurns(shop.shared(2));
    }

    @Test
    void when_all_hang_the_last_known_ratings_stay_too() {
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
        for (int number = 1; number <= 3; number++) {
            switchTo(number, "pause");
        }
        shop.awaitNothingFresh();
        shop.expectAllRated();
        startAll();
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
    }

    @Test
    void a_pause_of_the_whole_process_shuts_nobody_out() {
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
        int before = opened();
        program.sigstop();
        Shell.run("sleep 3");
        program.sigcont();
        shop.awaitTurns(shop.shared(1), shop.shared(2), shop.shared(3));
        assertThat(opened()).isEqualTo(before);
    }

    @Test
    void the_instances_are_there_to_be_seen() {
        List<String> shares = StreamSupport.stream(shop.fleet().spliterator(), false)
                .map(instance -> instance.path("address").asText())
                .toList();
        assertThat(shares).containsExactly(shop.shared(1), shop.shared(2), shop.shared(3));
        assertThat(program.get("/instances/ratings-4/ratings/camera").statusCode())
                .isEqualTo(404);
        assertThat(program.get("/instances/ratings-1/ratings/telegraph").statusCode())
                .isEqualTo(404);
        assertThat(program.get("/instances/ratings-1/ratings/camera").body())
                .isEqualTo("{\"thing\":\"camera\",\"rating\":4.5,\"instance\":\"" + shop.shared(1) + "\"}");
        assertThat(program.post("/instances/ratings-4/pause", "").statusCode()).isEqualTo(404);
    }

    private static int opened() {
        return program.log().split("OPEN breaker", -1).length;
    }

    private static void switchTo(int number, String what) {
        assertThat(program.post("/instances/ratings-" + number + "/" + what, "").statusCode())
                .isEqualTo(200);
    }
}
