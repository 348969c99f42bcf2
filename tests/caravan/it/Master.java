package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A process with the role master, as somebody sees it who asks for jobs. */
record Master(Program program) {

    static final String ROOT = "/ask_a_minion/v1";
    static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** A job that is accepted. @return its UUID */
    String time(String delay) {
        return accepted(program.get(ROOT + "/time?delay=" + delay));
    }

    /** The same of the other kind. */
    String magic8ball(String question, String delay) {
        return accepted(ball(Map.of("question", question, "delay", delay)));
    }

    HttpResponse<String> ball(Map<String, String> fields) {
        return program.post(ROOT + "/magic8ball", form(fields), "Content-Type", FORM);
    }

    static String accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tasks.json(answer.body()).path("uuid").asText();
    }

    HttpResponse<String> ask(String uuid) {
        return program.get(ROOT + "/query/" + uuid);
    }

    JsonNode job(String uuid) {
        HttpResponse<String> answer = ask(uuid);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tasks.json(answer.body());
    }

    boolean isFinished(String uuid) {
        return job(uuid).path("status").asText().equals("finished");
    }

    /** @return what came of it */
    String awaitFinished(String uuid) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> isFinished(uuid));
        assertThat(job(uuid).path("result").asText()).isEqualTo("success");
        return job(uuid).path("message").asText();
    }

    /** @return what came of each */
    Map<String, String> awaitFinished(Iterable<String> uuids) {
        Map<String, String> messages = new TreeMap<>();
        uuids.forEach(uuid -> messages.put(uuid, awaitFinished(uuid)));
        return messages;
    }

    /** How a minion does; nothing if it is not known. */
    JsonNode minion(String address) {
        for (JsonNode minion : Tasks.json(program.get(ROOT + "/minions").body())) {
            if (minion.path("address").asText().equals(address)) {
                return minion;
            }
        }
        return Tasks.json("{}");
    }

    /** Waits until the master finds it. */
    void awaitMinion(String address) {
        await().atMost(PATIENCE).until(() -> minion(address).path("passing").asBoolean());
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
