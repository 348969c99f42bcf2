package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerAnswerTest {
    static final UUID SESSION = UUID.randomUUID();

    final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    final ConsumerAnswer answer =
            new ConsumerAnswer(new ConsumerAddress(URI.create("http://consumer:8080"), Map.of(), ""));

    @Test
    void a_success_is_one() {
        assertThatCode(() -> answer.ok(said(200, "OK"))).doesNotThrowAnyException();
        assertThatCode(() -> answer.ok(said(204, null))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 404, 500, 503})
    void anything_else_is_said_with_the_address_and_the_status(int status) {
        assertProblem(
                503, "The consumer at http://consumer:8080 answers " + status, () -> answer.ok(said(status, "x")));
    }

    @Test
    void why_it_refuses_is_said_too() {
        Message refused = said(503, "ERROR");
        refused.setHeader("X-Error", "The database is away");
        assertProblem(
                503,
                "The consumer at http://consumer:8080 answers 503: The database is away",
                () -> answer.ok(refused));
    }

    @Test
    void one_that_does_not_answer_is_named() {
        assertProblem(503, "The consumer at http://consumer:8080 does not answer", () -> answer.away(exchange));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409})
    void to_a_session_that_has_ended_or_is_not_known_nobody_listens(int status) {
        assertThat(answer.listens(said(status, "ERROR"))).isFalse();
        assertThat(answer.listens(said(200, "OK"))).isTrue();
        assertProblem(503, "answers 500", () -> answer.listens(said(500, "ERROR")));
    }

    @Test
    void a_new_session_is_its_uuid() {
        assertThat(answer.created(said(200, "{\"uuid\": \"" + SESSION + "\", \"more\": 1}")))
                .isEqualTo(SESSION);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "hello", "{", "{}", "[]", "null", "{\"uuid\": 7}", "{\"uuid\": \"7\"}"})
    void what_names_no_session_is_a_problem(String body) {
        assertProblem(503, "The consumer at http://consumer:8080", () -> answer.created(said(200, body)));
    }

    @Test
    void an_account_is_read() {
        String said = "{\"uuid\": \"x\", \"state\": \"listening\", \"mode\": \"live\", \"checksum\": 7, \"saved\": 4,"
                + " \"duplicates\": 2, \"rejected\": 1, \"db_count\": 9}";
        assertThat(answer.account(said(200, said), SESSION, null))
                .isEqualTo(new SessionAccount(SESSION, "listening", 7, 4L, 2L, 1L, 9L));
    }

    @Test
    void what_a_stranger_does_not_say_is_left_out() {
        SessionAccount account = answer.account(said(200, "{\"checksum\": 7, \"saved\": \"many\"}"), SESSION, null);
        assertThat(account).isEqualTo(new SessionAccount(SESSION, null, 7, null, null, null, null));
        assertThat(account.isEnded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "{}", "[]", "{\"checksum\": \"7\"}", "{\"checksum\": 7.5}"})
    void without_a_checksum_it_is_no_account(String body) {
        assertProblem(
                503, "The consumer at http://consumer:8080", () -> answer.account(said(200, body), SESSION, null));
    }

    @Test
    void a_session_that_the_consumer_no_longer_knows_has_ended_as_it_was_known_last() {
        SessionAccount last = new SessionAccount(SESSION, "listening", 7, 4L, 2L, 1L, 9L);
        SessionAccount account = answer.account(said(404, "ERROR"), SESSION, last);
        assertThat(account).isEqualTo(new SessionAccount(SESSION, "unknown", 7, 4L, 2L, 1L, 9L));
        assertThat(account.isEnded()).isTrue();
        assertThat(answer.account(said(404, "ERROR"), SESSION, null))
                .isEqualTo(new SessionAccount(SESSION, "unknown", 0, null, null, null, null));
    }

    @Test
    void one_that_was_removed_has_ended() {
        SessionAccount removed = answer.ended(new SessionAccount(SESSION, null, 7, 4L, 2L, 1L, 9L));
        assertThat(removed.isEnded()).isTrue();
        assertThat(removed.received()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "listening"})
    void one_that_may_still_receive_has_not(String state) {
        assertThat(new SessionAccount(SESSION, state, 7, 4L, 2L, 1L, 9L).isEnded())
                .isFalse();
    }

    @Test
    void undone_rows_are_counted() {
        assertThat(answer.undone(said(200, "{\"undone\": 3}"))).isEqualTo(3);
    }

    @Test
    void a_consumer_that_cannot_undo_is_a_conflict_and_one_that_fails_is_away() {
        assertProblem(409, "answers 404", () -> answer.undone(said(404, "ERROR")));
        assertProblem(503, "answers 500", () -> answer.undone(said(500, "ERROR")));
    }

    private Message said(int status, String body) {
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setBody(body);
        return message;
    }

    private static void assertProblem(int status, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(status));
    }
}
