package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** Whoever sends the same event again is answered with the first task. */
class RepeatedEventTest extends ReceiveTest {
    @Test
    void the_same_source_and_id_again_is_the_first_task_whatever_else_differs() throws Exception {
        UUID first = id(receive(STRUCTURED, event("echo", "1", "1")));
        assertThat(id(receive(STRUCTURED, event("sum", "1", "2")))).isEqualTo(first);
        assertThat(id(receive("application/json", "{\"eventType\":\"echo\",\"eventID\":\"1\",\"source\":\"/s\"}")))
                .isEqualTo(first);
        Map<String, Object> binary = Map.of(
                "ce-specversion", "1.0", "ce-type", "t", "ce-source", "/s", "ce-id", "1", "Content-Type", "text/plain");
        assertThat(id(program.ask("direct:receive", binary, new byte[0]).getMessage()))
                .isEqualTo(first);
        assertThat(tables.count("task")).isEqualTo(1);
        assertThat(tables.row(first)).containsEntry("application", "echo").containsEntry("data", "1");
    }

    @Test
    void source_and_id_are_a_pair() throws Exception {
        UUID one = id(receive(STRUCTURED, event("echo", "bc", "1").replace("/s", "a")));
        UUID other = id(receive(STRUCTURED, event("echo", "c", "1").replace("/s", "ab")));
        assertThat(one).isNotEqualTo(other);
        assertThat(tables.count("task")).isEqualTo(2);
    }

    @Test
    void the_same_event_many_times_at_once_is_one_task() throws Exception {
        List<CompletableFuture<UUID>> answers = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> insist(event("echo", "1", "1"))))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(tables.count("task")).isEqualTo(1);
    }

    /** As a client does that is told to come again, for a machine may have too much to do. */
    private static UUID insist(String event) {
        Message answer = receive(STRUCTURED, event);
        while (status(answer) == 503) {
            answer = receive(STRUCTURED, event);
        }
        return id(answer);
    }
}
