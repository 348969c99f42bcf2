package caravan.dispatcher.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import caravan.shared.http.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests as the reader of events gets them. */
final class Requests {
    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCHED = "application/cloudevents-batch+json";
    static final String DRAFT = "application/json";
    static final int MOST = 5;

    private static final EventReader READER = new EventReader(MOST);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Requests() {}

    static ReceivedEvent structured(String body) {
        return one(STRUCTURED, body);
    }

    static ReceivedEvent draft(String body) {
        return one(DRAFT, body);
    }

    static List<ReceivedEvent> batch(String body) {
        return read(BATCHED, body);
    }

    /** The three that are required of 1.0 are there unless one of the headers is of that name. @param headers names and values in turn */
    static ReceivedEvent binary(String contentType, byte[] body, String... headers) {
        Map<String, Object> all =
                new LinkedHashMap<>(Map.of("ce-specversion", "1.0", "ce-type", "t", "ce-source", "/s", "CE-Id", "1"));
        if (contentType != null) {
            all.put("Content-Type", contentType);
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return READER.read(all, body).get(0);
    }

    static List<ReceivedEvent> read(String contentType, String body) {
        return read(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    static List<ReceivedEvent> read(String contentType, byte[] body) {
        return READER.read(contentType == null ? Map.of() : Map.of("Content-Type", contentType), body);
    }

    static Problem problem(Runnable reading) {
        return catchThrowableOfType(Problem.class, reading::run);
    }

    /** The members that are required of 1.0, and further ones as they are to stand in the object. */
    static String event(String members) {
        return "{\"specversion\": \"1.0\", \"type\": \"t\", \"source\": \"/s\", \"id\": \"1\""
                + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static ReceivedEvent one(String contentType, String body) {
        return read(contentType, body).get(0);
    }

    /** The members that are required of 0.1, and further ones. */
    static String draftEvent(String members) {
        return "{\"eventType\": \"t\", \"eventID\": \"1\", \"source\": \"/s\""
                + (members.isEmpty() ? "" : ", " + members) + "}";
    }

    /** The object is answered 400 with all that is to be said, and with nothing of our inside. */
    static void assertRefused(String body, String... said) {
        assertSaid(problem(() -> structured(body)), body, said);
    }

    /** The same of a batch. */
    static void assertBatchRefused(String body, String... said) {
        assertSaid(problem(() -> batch(body)), body, said);
    }

    private static void assertSaid(Problem problem, String body, String... said) {
        assertThat(problem).as(body).isNotNull();
        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.getMessage()).contains(said).doesNotContain("Exception", "com.fasterxml", "Source:");
    }
}
