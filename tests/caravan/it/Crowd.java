package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several who send tasks at the same time, and remember for each UUID that they were answered what its result has to be.
 * Most tasks are sums, and every fiftieth sleeps for a second, so that some are always being worked on.
 */
final class Crowd {

    private static final int MEMBERS = 8;

    private final Program dispatcher;
    private final int most;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<UUID, String> results = new ConcurrentHashMap<>();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private final ExecutorService members = Executors.newFixedThreadPool(MEMBERS);
    private volatile boolean leaving;

    private Crowd(Program dispatcher, int most) {
        this.dispatcher = dispatcher;
        this.most = most;
    }

    /** Sends up to so many tasks; who is not answered with 202 goes on with the next. */
    static Crowd sending(Program dispatcher, int most) {
        Crowd crowd = new Crowd(dispatcher, most);
        for (int member = 0; member < MEMBERS; member++) {
            crowd.members.execute(crowd::send);
        }
        crowd.members.shutdown();
        return crowd;
    }

    void awaitAnswered(int count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> results.size() >= count || members.isTerminated());
        assertThat(results).hasSizeGreaterThanOrEqualTo(count);
    }

    /** Sends no more, and waits until the last one has been answered or not. */
    void leave() {
        leaving = true;
        awaitAll();
    }

    /** Waits until all have been sent. */
    void awaitAll() {
        await().atMost(Duration.ofSeconds(60)).until(members::isTerminated);
    }

    /** The tasks that were answered with 202. */
    Set<UUID> answered() {
        return results.keySet();
    }

    /** How other requests were answered: status and {@code Retry-After}. */
    Set<String> refusals() {
        return refusals;
    }

    /** Every task that was answered ends well, with its result, each within so long. */
    void expectResults(Program program, Duration patience) {
        Tasks tasks = new Tasks(program);
        results.forEach((task, result) -> {
            JsonNode document = tasks.awaitEnd(task, patience);
            assertThat(document.get("taskStatus").asText())
                    .as(document.toString())
                    .isEqualTo("200 OK");
            assertThat(document.get("result")).hasToString(result);
            assertThat(document.get("attempts").asInt()).isPositive();
        });
    }

    private void send() {
        for (int number = next.incrementAndGet(); number <= most && !leaving; number = next.incrementAndGet()) {
            boolean sum = number % 50 != 0;
            try {
                HttpResponse<String> answer = dispatcher.get(sum ? "/dispatch/add/1/" + number : "/dispatch/sleep/1");
                if (answer.statusCode() == 202) {
                    results.put(UUID.fromString(answer.body()), sum ? String.valueOf(number + 1) : "[\"1\"]");
                } else {
                    refusals.add(answer.statusCode() + " "
                            + answer.headers().firstValue("Retry-After").orElse("never"));
                }
            } catch (UncheckedIOException e) {
                refusals.add("no answer");
            }
        }
    }
}
