package caravan.it;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Visitors of a market, who come at fixed times whether the ones before have been served or not. */
final class Shoppers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Program market;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService door = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger underway = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger fresh = new AtomicInteger();
    private final Set<String> raters = ConcurrentHashMap.newKeySet();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    private Shoppers(Program market) {
        this.market = market;
    }

    /** So many a second look at the things and their ratings; those have to be known already. */
    static Shoppers visiting(Program market, int perSecond) {
        Shoppers shoppers = new Shoppers(market);
        shoppers.door.scheduleAtFixedRate(shoppers::visit, 0, 1_000_000 / perSecond, MICROSECONDS);
        return shoppers;
    }

    /** Waits until so many more have been served with ratings of now. */
    void awaitFresh(int more) {
        int before = fresh.get();
        await().atMost(PATIENCE).until(() -> fresh.get() >= before + more);
    }

    /** No page was without an answer, or without a rating of now or of before; those on their way are waited for. */
    void expectAllServed() {
        close();
        await().atMost(PATIENCE).until(() -> underway.get() == 0);
        assertThat(failures).isEmpty();
        assertThat(served).hasPositiveValue();
    }

    /** Whose ratings were on the pages. */
    Set<String> raters() {
        return raters;
    }

    @Override
    public void close() {
        door.shutdownNow();
    }

    private void visit() {
        underway.incrementAndGet();
        HttpRequest request = market.request("/market/things").build();
        http.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            if (failure == null) {
                look(answer);
            } else {
                failures.add(failure.toString());
            }
            underway.decrementAndGet();
        });
    }

    private void look(HttpResponse<String> answer) {
        try {
            JsonNode things = JSON.readTree(answer.body());
            if (answer.statusCode() != 200 || things.size() != 4 || !all(things, "rating", JsonNode::isNumber)) {
                failures.add(answer.statusCode() + " " + answer.body());
            } else {
                served.incrementAndGet();
                things.forEach(thing -> raters.add(thing.path("ratedBy").asText()));
                if (all(things, "fresh", JsonNode::asBoolean)) {
                    fresh.incrementAndGet();
                }
            }
        } catch (JsonProcessingException e) {
            failures.add(answer.statusCode() + " " + answer.body());
        }
    }

    private static boolean all(JsonNode things, String field, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(things.spliterator(), false).allMatch(thing -> wanted.test(thing.path(field)));
    }
}
