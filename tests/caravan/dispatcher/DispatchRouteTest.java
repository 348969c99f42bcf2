package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DispatchRouteTest extends DispatcherTest {

    @BeforeAll
    static void start() {
        program = new Program(
                        servers,
                        "dispatcher",
                        "DispatchRoute",
                        "OutboxRoute",
                        "ApplicationRoutes",
                        "ErrorConfiguration")
                .with("caravan.dispatcher.relay-period", "200")
                .start();
    }

    @AfterEach
    void mend() throws Exception {
        servers.databaseCable().mend();
        servers.brokerCable().mend();
        await().until(() -> dispatch("/dispatch/echo")
                .getHeader(Exchange.HTTP_RESPONSE_CODE)
                .equals(202));
        await().until(() -> tables.count("outbox") == 0);
    }

    @Test
    void a_task_is_stored_published_and_answered_with_its_uuid() throws Exception {
        Message answer = dispatch("/dispatch/add/2/2");
        UUID id = UUID.fromString(answer.getBody(String.class));
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(202);
        assertThat(answer.getHeader("Location")).isEqualTo("/get/" + id);
        assertThat(answer.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("text/plain");
        assertThat(tables.row(id))
                .containsEntry("status", 202)
                .containsEntry("application", "add")
                .containsEntry("name", "dispatch")
                .containsEntry("data", "[\"2\",\"2\"]")
                .containsEntry("request_id", "request-1")
                .containsEntry("attempts", 0);
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(mailbox.take(TaskQueue.TASKS)).containsExactly(id.toString());
    }

    @Test
    void arguments_are_stored_to_the_character() throws Exception {
        Message answer = dispatch("/dispatch/echo/a%00%22%5C%F0%9F%90%AB");
        UUID id = UUID.fromString(answer.getBody(String.class));
        assertThat(tables.row(id)).containsEntry("data", "[\"a\\u0000\\\"\\\\🐫\"]");
    }

    @Test
    void those_that_come_together_are_all_stored_and_published_once() throws Exception {
        List<CompletableFuture<String>> answers = IntStream.range(0, 200)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> dispatch("/dispatch/add/" + i).getBody(String.class)))
                .toList();
        List<String> ids = answers.stream().map(CompletableFuture::join).toList();
        assertThat(tables.count("task")).isEqualTo(200);
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(mailbox.take(TaskQueue.TASKS).stream().flatMap(String::lines))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void an_unknown_application_is_a_404_and_nothing_is_stored() throws Exception {
        Message answer = dispatch("/dispatch/ad/2/2");
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(404);
        assertThat(answer.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/problem+json");
        assertThat(answer.getBody(String.class)).contains("there are add, echo, exec, fail, http, sleep");
        assertThat(tables.count("task")).isZero();
        assertThat(tables.count("outbox")).isZero();
    }

    @Test
    void without_the_database_nothing_is_accepted_and_with_it_again_everything() throws Exception {
        servers.databaseCable().cut();
        Message answer = dispatch("/dispatch/add/2/2");
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        assertThat(answer.getBody(String.class)).contains("The database is away");
        servers.databaseCable().mend();
        await().untilAsserted(() -> assertThat(dispatch("/dispatch/add/2/2").getHeader(Exchange.HTTP_RESPONSE_CODE))
                .isEqualTo(202));
        assertThat(tables.count("task")).isEqualTo(1);
    }

    @Test
    void without_the_broker_tasks_are_accepted_and_wait_in_the_outbox() throws Exception {
        servers.brokerCable().cut();
        Message answer = dispatch("/dispatch/add/2/2");
        assertThat(answer.getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(202);
        assertThat(tables.outbox()).hasSize(1);
        assertThat(mailbox.take(TaskQueue.TASKS)).isEmpty();
        tables.execute("UPDATE outbox SET due = now()");
        servers.brokerCable().mend();
        await().untilAsserted(() -> assertThat(tables.outbox()).isEmpty());
        assertThat(mailbox.take(TaskQueue.TASKS)).containsExactly(answer.getBody(String.class));
    }

    private static Message dispatch(String uri) {
        return program.ask("direct:dispatch", Map.of(Exchange.HTTP_URI, uri)).getMessage();
    }
}
