package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A market, as one asks it. */
record Shop(Program program) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** All things, as it answers them; it never fails. */
    JsonNode things() {
        return json("/market/things");
    }

    JsonNode fleet() {
        return json("/market/fleet");
    }

    /** Who has rated the things of one page, each once. */
    Set<String> raters() {
        Set<String> raters = new TreeSet<>();
        things().forEach(thing -> {
            if (thing.path("fresh").asBoolean()) {
                raters.add(thing.path("ratedBy").asText());
            }
        });
        return raters;
    }

    /** Waits until these rate the things, one after the other, and nobody else. */
    void awaitTurns(String... addresses) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Set<String> raters = new TreeSet<>();
            List<Boolean> fresh = new ArrayList<>();
            for (int page = 0; page < 2; page++) {
                things().forEach(thing -> {
                    raters.add(thing.path("ratedBy").asText());
                    fresh.add(thing.path("fresh").asBoolean());
                });
            }
            assertThat(raters).containsExactlyInAnyOrder(addresses);
            assertThat(fresh).doesNotContain(false);
        });
    }

    /** Waits until the log says so. */
    void awaitLog(String line) {
        await().atMost(PATIENCE).until(() -> program.log().contains(line));
    }

    /** Waits until the breaker of an instance is in this state; pages are asked for meanwhile. */
    void awaitBreaker(String address, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            expectAllRated();
            assertThat(fleet()).anySatisfy(instance -> {
                assertThat(instance.path("address").asText()).isEqualTo(address);
                assertThat(instance.path("breaker").asText()).isEqualTo(state);
            });
        });
    }

    /** Every thing has a rating, of now or of before. */
    void expectAllRated() {
        assertThat(things()).hasSize(4).allSatisfy(thing -> assertThat(
                        thing.path("rating").isNumber())
                .as("%s is rated", thing)
                .isTrue());
    }

    /** Nothing is rated by now, but by what was known before. */
    void awaitNothingFresh() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(raters()).isEmpty());
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = program.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    /** Where an instance is that shares the port of this process. */
    String shared(int number) {
        return program.url("/instances/ratings-" + number).toString();
    }

    static String address(Program program) {
        URI url = program.url("");
        return url.toString();
    }
}
