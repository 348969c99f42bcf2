package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A session from its creation to its end. */
class SessionRouteTest extends SessionProtocolTest {
    @Test
    void a_healthy_consumer_says_ok() {
        assertThat(ask("direct:consumer-healthcheck").getMessage().getBody()).isEqualTo("OK");
    }

    @Test
    void a_new_session_has_a_queue_and_has_received_nothing() throws Exception {
        UUID session = create();
        assertThat(mailbox.exists(session.toString())).isTrue();
        JsonNode account = account(session);
        assertThat(account.get("uuid").asText()).isEqualTo(session.toString());
        assertThat(account.get("state").asText()).isEqualTo("created");
        assertThat(account.get("mode").isNull()).isTrue();
        assertThat(account.get("checksum").asLong()).isZero();
        remove(session);
    }

    @Test
    void what_was_published_before_and_after_it_listens_is_saved() throws Exception {
        tables.execute("INSERT INTO employees (name, mail) VALUES ('Old', 'mail 7')");
        UUID session = create();
        stranger.publish(session, 1, 10);
        assertThat(process(session, 60, "live").getMessage().getBody()).isEqualTo("OK");
        stranger.publish(session, 11, 20);
        stranger.publishOne(session, null, "hello");
        JsonNode account = json(remove(session));
        assertThat(account.get("uuid").asText()).isEqualTo(session.toString());
        assertAccount(account, 21, 19, 1, 1, 20);
        assertThat(account.has("state")).isFalse();
        assertThat(mailbox.exists(session.toString())).isFalse();
        account = account(session);
        assertAccount(account, 21, 19, 1, 1, 20);
        assertThat(account.get("state").asText()).isEqualTo("completed");
        assertThat(account.get("mode").asText()).isEqualTo("live");
    }

    @Test
    void many_rows_in_one_message_are_as_many_rows() throws Exception {
        UUID session = create();
        process(session, 60, "batch");
        stranger.publishOne(session, 1L, "[{\"name\": \"A\", \"mail\": \"a\"}, {\"name\": \"B\", \"mail\": \"b\"}]");
        assertAccount(json(remove(session)), 2, 2, 0, 0, 2);
    }

    @Test
    void while_it_listens_its_account_grows() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        stranger.publish(session, 1, 5);
        await().until(() -> account(session).get("saved").asLong() == 5);
        assertThat(account(session).get("state").asText()).isEqualTo("listening");
        stranger.publish(session, 6, 9);
        await().until(() -> account(session).get("saved").asLong() == 9);
        remove(session);
    }

    @Test
    void to_listen_twice_is_to_listen_once() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        assertThat(process(session, 1, "batch").getMessage().getBody()).isEqualTo("OK");
        assertThat(row(session)).containsEntry("timeout", 60).containsEntry("mode", "live");
        stranger.publish(session, 1, 5);
        assertAccount(json(remove(session)), 5, 5, 0, 0, 5);
    }

    @Test
    void a_session_to_which_nothing_comes_any_more_ends_as_not_completed() throws Exception {
        UUID session = create();
        process(session, 1, "live");
        stranger.publish(session, 1, 5);
        await().until(() -> account(session).get("state").asText().equals("not-completed"));
        assertAccount(account(session), 5, 5, 0, 0, 5);
        assertThat(mailbox.exists(session.toString())).isFalse();
    }

    @Test
    void a_session_that_never_listened_ends_with_its_queue() throws Exception {
        UUID session = create();
        stranger.publish(session, 1, 5);
        assertAccount(json(remove(session)), 0, 0, 0, 0, 0);
        assertThat(mailbox.exists(session.toString())).isFalse();
        assertThat(account(session).get("state").asText()).isEqualTo("completed");
    }

    @Test
    void a_session_can_be_told_to_end_as_not_completed() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        stranger.publish(session, 1, 5);
        Exchange answer =
                program.ask("direct:session-remove", Map.of("uuid", session.toString(), "state", "not-completed"));
        assertAccount(json(answer), 5, 5, 0, 0, 5);
        assertThat(account(session).get("state").asText()).isEqualTo("not-completed");
    }

    @Test
    void to_remove_it_twice_answers_the_same() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        stranger.publish(session, 1, 5);
        JsonNode first = json(remove(session));
        Exchange second =
                program.ask("direct:session-remove", Map.of("uuid", session.toString(), "state", "not-completed"));
        assertThat(json(second)).isEqualTo(first);
        assertThat(account(session).get("state").asText()).isEqualTo("completed");
    }

    @Test
    void to_remove_it_twice_at_once_answers_the_same() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        stranger.publish(session, 1, 500);
        CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> remove(session));
        CompletableFuture<Exchange> second = CompletableFuture.supplyAsync(() -> remove(session));
        assertAccount(json(first.join()), 500, 500, 0, 0, 500);
        assertThat(json(second.join())).isEqualTo(json(first.join()));
    }
}
