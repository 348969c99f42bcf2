package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A process with the role publisher, as somebody sees it who gives it files, and the consumer that it works with. */
record Imports(Program publisher, Program consumer) {

    /** Of imports in the tests' sizes, on a slow machine with other things to do. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    Imports(Program both) {
        this(both, both);
    }

    /** Rows of employees that no other prefix has. */
    static String rows(String prefix, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "Name " + i + "," + prefix + "-" + i + "@example.org\n")
                .collect(Collectors.joining());
    }

    /** The same for many of them, some at a time. */
    static InputStream many(String prefix, int from, int to) {
        int step = 10_000;
        return new SequenceInputStream(Collections.enumeration(new java.util.AbstractList<InputStream>() {
            @Override
            public InputStream get(int i) {
                int first = from + i * step;
                return new ByteArrayInputStream(
                        rows(prefix, first, Math.min(to, first + step - 1)).getBytes(UTF_8));
            }

            @Override
            public int size() {
                return (to - from) / step + 1;
            }
        }));
    }

    HttpResponse<String> post(String path, Form form, String... headers) {
        return publisher.send(form.post(publisher.request(path, headers)));
    }

    /** Begins one, which has to be accepted. */
    UUID begin(Form form) {
        return begun(post("/imports", form));
    }

    /** Begins one that publishes nothing. */
    UUID dryRun(Form form) {
        return begun(post("/imports?dry-run=true", form));
    }

    /** The UUID in a 202. */
    static UUID begun(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(Tasks.json(answer.body()).get("uuid").asText());
    }

    /** Imports a file and waits for its end. @return status, sent, info */
    JsonNode simulate(Form form) {
        HttpResponse<String> answer = post("/simulate/", form, "Accept", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tasks.json(answer.body());
    }

    JsonNode account(UUID id) {
        HttpResponse<String> answer = publisher.get("/imports/" + id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tasks.json(answer.body());
    }

    /** Waits until it runs no longer. */
    JsonNode awaitEnd(UUID id) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !account(id).get("state").asText().equals("running"));
        return account(id);
    }

    /** Waits until the consumer has received so many rows of its first session. */
    void awaitReceived(UUID id, LongPredicate enough) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> enough.test(session(id).path("checksum").asLong()));
    }

    /** What the consumer says of a session. */
    JsonNode session(UUID id) {
        HttpResponse<String> answer = consumer.get("/getSession/?uuid=" + id);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tasks.json(answer.body());
    }

    /** How many rows the table has, by a session that is there for nothing else. */
    long table() {
        String session = Tasks.json(consumer.get("/create/").body()).get("uuid").asText();
        return Tasks.json(consumer.get("/remove/?uuid=" + session).body())
                .get("db_count")
                .asLong();
    }

    String rejected(UUID id) {
        HttpResponse<String> answer = publisher.get("/imports/" + id + "/rejected.csv");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Every import of late. */
    int count() {
        return Tasks.json(publisher.get("/imports").body()).get("imports").size();
    }

    /** A form is refused in both ways in which it can be sent, with these words, and nothing is imported. */
    void expectRefused(Form form, String... words) {
        int before = count();
        assertThat(Events.detail(400, post("/imports", form))).contains(words);
        JsonNode answer = simulate(form);
        assertThat(answer.get("status").asText()).contains(words);
        assertThat(answer.get("sent").asInt()).isZero();
        assertThat(count()).isEqualTo(before);
    }

    /** The account of an import that is completed. @param grown by how much the table has */
    static void expectBalance(JsonNode account, long sent, long saved, long duplicates, long rejected, long grown) {
        assertThat(account.get("state").asText()).as(account.toString()).isEqualTo("completed");
        assertThat(account.get("sent").asLong()).as(account.toString()).isEqualTo(sent);
        assertThat(account.get("received").asLong()).as(account.toString()).isEqualTo(sent);
        assertThat(account.get("saved").asLong()).as(account.toString()).isEqualTo(saved);
        assertThat(account.get("duplicates").asLong()).as(account.toString()).isEqualTo(duplicates);
        assertThat(account.get("rejected").asLong()).as(account.toString()).isEqualTo(rejected);
        assertThat(saved + duplicates).isEqualTo(sent);
        assertThat(grown).as("growth of the table").isEqualTo(saved);
    }
}
