package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** A process with the role dispatcher, as somebody sees it who sends it events. */
record Events(Program dispatcher) {

    static final String STRUCTURED = "application/cloudevents+json";
    static final String BATCHED = "application/cloudevents-batch+json";
    static final String DRAFT = "application/json";

    /** An event that adds two and two, with an id that no other has. */
    static String add() {
        return add(UUID.randomUUID().toString());
    }

    static String add(String id) {
        return json("{'specversion': '1.0', 'type': 'org.example.add', 'source': '/it', 'id': '" + id
                + "', 'data': [2, 2]}");
    }

    /** The event with a further member before its others. */
    static String with(String event, String member) {
        return "{" + json(member) + ", " + event.substring(1);
    }

    /** Text that is easier to read with these quotation marks. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    HttpResponse<String> receive(String type, String body) {
        return dispatcher.post("/receive", body, "Content-Type", type);
    }

    HttpResponse<String> receive(String type, byte[] body, String... headers) {
        return dispatcher.send(dispatcher
                .request("/receive", headers)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** A structured event, with a header of which no HTTP client lets say anything. @return the answer as it comes */
    String raw(String header, String event) {
        return dispatcher.raw(head(header + "\r\nContent-Length: " + event.getBytes(UTF_8).length) + event);
    }

    /** A structured event whose length is not said. */
    String chunked(String event) {
        return dispatcher.raw(head("Transfer-Encoding: chunked") + Integer.toHexString(event.length()) + "\r\n" + event
                + "\r\n0\r\n\r\n");
    }

    HttpResponse<String> options(String path, String... headers) {
        return dispatcher.send(dispatcher.request(path, headers).method("OPTIONS", BodyPublishers.noBody()));
    }

    /** How many tasks there are, up to 500. */
    int tasks() {
        return Tasks.json(dispatcher.get("/tasks?limit=500").body())
                .get("tasks")
                .size();
    }

    /** The task's UUID in a 202. */
    static UUID task(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(Tasks.json(answer.body()).textValue());
    }

    /** The UUIDs in the 202 of a batch. */
    static List<UUID> batch(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return StreamSupport.stream(Tasks.json(answer.body()).spliterator(), false)
                .map(id -> UUID.fromString(id.textValue()))
                .toList();
    }

    /** The detail of a problem, in which no trace of the program's inside may be. */
    static String detail(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("\tat ", "Exception", "\\tat ");
        return Tasks.json(answer.body()).get("detail").asText();
    }

    private static String head(String headers) {
        return "POST /receive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + STRUCTURED + "\r\n"
                + headers + "\r\n\r\n";
    }
}
