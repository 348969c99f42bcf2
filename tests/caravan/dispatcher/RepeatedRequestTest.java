package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** Whoever sends the same request again, with the same key, is answered with the first task. */
class RepeatedRequestTest extends IntakeTest {
    @Test
    void a_request_with_the_same_key_is_the_same_task() throws Exception {
        String first = dispatch("/dispatch/add/2/2", "k").getBody(String.class);

        assertThat(dispatch("/dispatch/add/2/2", "k").getBody(String.class)).isEqualTo(first);
        assertThat(dispatch("/dispatch/add/2/2", "l").getBody(String.class)).isNotEqualTo(first);
        assertThat(tables.count("task")).isEqualTo(2);
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(mailbox.take(TaskQueue.TASKS)).hasSize(2).contains(first);
    }

    @Test
    void the_same_key_with_something_else_is_a_422() throws Exception {
        String first = dispatch("/dispatch/add/2/2", "k").getBody(String.class);

        for (String other : List.of("/dispatch/add/2/3", "/dispatch/echo/2/2", "/dispatch/add")) {
            Message answer = dispatch(other, "k");
            assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).as(other).isEqualTo(422);
            assertThat(answer.getBody(String.class)).contains(first);
        }
        assertThat(tables.count("task")).isEqualTo(1);
    }

    @Test
    void a_key_that_is_none_is_a_400() {
        assertThat(dispatch("/dispatch/add", " ").getHeader(Exchange.HTTP_RESPONSE_CODE))
                .isEqualTo(400);
        assertThat(dispatch("/dispatch/add", "k".repeat(256)).getHeader(Exchange.HTTP_RESPONSE_CODE))
                .isEqualTo(400);
    }

    @Test
    void of_many_at_once_one_is_stored() throws Exception {
        Set<String> answers = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> dispatch("/dispatch/add/2/2", "k" + i % 5).getBody(String.class)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .collect(Collectors.toSet());

        assertThat(answers).hasSize(5);
        assertThat(tables.count("task")).isEqualTo(5);
    }

    @Test
    void a_key_goes_with_its_task() throws Exception {
        String first = dispatch("/dispatch/add/2/2", "k").getBody(String.class);
        tables.execute("DELETE FROM task");

        assertThat(tables.count("task_key")).isZero();
        assertThat(dispatch("/dispatch/add/2/2", "k").getBody(String.class)).isNotEqualTo(first);
    }
}
