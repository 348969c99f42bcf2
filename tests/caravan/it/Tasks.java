package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** A process with the role dispatcher, as somebody sees it who gives it tasks. */
record Tasks(Program dispatcher) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> UNENDED = Set.of("202 Accepted", "102 Processing");

    /** Gives it a task, which it has to accept. @param path application and arguments, {@code add/2/2} */
    UUID accepted(String path) {
        return accepted(dispatcher.get("/dispatch/" + path));
    }

    /** The task's UUID in a 202. */
    static UUID accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(answer.body());
    }

    /** Its status line, without the quotation marks. */
    String status(UUID task) {
        HttpResponse<String> answer = dispatcher.get("/status/" + task);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body()).asText();
    }

    /** The whole task. */
    JsonNode document(UUID task) {
        HttpResponse<String> answer = dispatcher.get("/get/" + task);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    void awaitStatus(UUID task, String status) {
        await().atMost(Duration.ofSeconds(30)).until(() -> status(task).equals(status));
    }

    /** Waits up to 30 s for its end. @return the whole task */
    JsonNode awaitEnd(UUID task) {
        return awaitEnd(task, Duration.ofSeconds(30));
    }

    JsonNode awaitEnd(UUID task, Duration patience) {
        // Without a delay before the first look: most have ended when they are looked at.
        await().atMost(patience).pollDelay(Duration.ZERO).until(() -> !UNENDED.contains(status(task)));
        return document(task);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
