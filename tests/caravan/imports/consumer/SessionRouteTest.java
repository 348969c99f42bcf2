package caravan.imports.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.shared.Program;
import caravan.shared.broker.Broker;
import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRouteTest extends SessionTest {

    @BeforeAll
    static void start() {
        program = new Program(
                        servers,
                        "consumer",
                        "SessionRoute",
                        "SessionRowsRoute",
                        "ConsumerErrorConfiguration",
                        "ErrorConfiguration")
                .with("caravan.consumer.sessions", "3")
                .start();
    }

    @Test
    void a_healthy_consumer_says_ok() {
        assertThat(ask("direct:consumer-healthcheck").getMessage().getBody()).isEqualTo("OK");
    }

    @Test
    void a_consumer_without_its_broker_says_so_and_creates_nothing() throws Exception {
        servers.brokerCable().cut();
        assertRefused(ask("direct:consumer-healthcheck"), 503, "The broker is away");
        assertRefused(ask("direct:session-create"), 503, "The broker is away");
        assertThat(tables.count("import_session")).isZero();
        servers.brokerCable().mend();
        await().untilAsserted(() -> assertThat(
                        ask("direct:consumer-healthcheck").getMessage().getBody())
                .isEqualTo("OK"));
    }

    @Test
    void a_consumer_without_its_database_says_so_and_creates_nothing() throws Exception {
        servers.databaseCable().cut();
        assertRefused(ask("direct:consumer-healthcheck"), 503, "The database is away");
        assertRefused(ask("direct:session-create"), 503, "The database is away");
        servers.databaseCable().mend();
        await().untilAsserted(() -> assertThat(
                        ask("direct:consumer-healthcheck").getMessage().getBody())
                .isEqualTo("OK"));
        assertThat(tables.count("import_session")).isZero();
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
        publish(session, 1, 10);
        assertThat(process(session, 60, "live").getMessage().getBody()).isEqualTo("OK");
        publish(session, 11, 20);
        publishOne(session, null, "hello");
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
        publishOne(session, 1L, "[{\"name\": \"A\", \"mail\": \"a\"}, {\"name\": \"B\", \"mail\": \"b\"}]");
        assertAccount(json(remove(session)), 2, 2, 0, 0, 2);
    }

    @Test
    void while_it_listens_its_account_grows() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        publish(session, 1, 5);
        await().until(() -> account(session).get("saved").asLong() == 5);
        assertThat(account(session).get("state").asText()).isEqualTo("listening");
        publish(session, 6, 9);
        await().until(() -> account(session).get("saved").asLong() == 9);
        remove(session);
    }

    @Test
    void to_listen_twice_is_to_listen_once() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        assertThat(process(session, 1, "batch").getMessage().getBody()).isEqualTo("OK");
        assertThat(row(session)).containsEntry("timeout", 60).containsEntry("mode", "live");
        publish(session, 1, 5);
        assertAccount(json(remove(session)), 5, 5, 0, 0, 5);
    }

    @Test
    void a_session_to_which_nothing_comes_any_more_ends_as_not_completed() throws Exception {
        UUID session = create();
        process(session, 1, "live");
        publish(session, 1, 5);
        await().until(() -> account(session).get("state").asText().equals("not-completed"));
        assertAccount(account(session), 5, 5, 0, 0, 5);
        assertThat(mailbox.exists(session.toString())).isFalse();
    }

    @Test
    void a_session_that_never_listened_ends_with_its_queue() throws Exception {
        UUID session = create();
        publish(session, 1, 5);
        assertAccount(json(remove(session)), 0, 0, 0, 0, 0);
        assertThat(mailbox.exists(session.toString())).isFalse();
        assertThat(account(session).get("state").asText()).isEqualTo("completed");
    }

    @Test
    void a_session_can_be_told_to_end_as_not_completed() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        publish(session, 1, 5);
        Exchange answer =
                program.ask("direct:session-remove", Map.of("uuid", session.toString(), "state", "not-completed"));
        assertAccount(json(answer), 5, 5, 0, 0, 5);
        assertThat(account(session).get("state").asText()).isEqualTo("not-completed");
    }

    @Test
    void to_remove_it_twice_answers_the_same() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        publish(session, 1, 5);
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
        publish(session, 1, 500);
        CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> remove(session));
        CompletableFuture<Exchange> second = CompletableFuture.supplyAsync(() -> remove(session));
        assertAccount(json(first.join()), 500, 500, 0, 0, 500);
        assertThat(json(second.join())).isEqualTo(json(first.join()));
    }

    @Test
    void a_session_that_has_ended_does_not_listen_again() throws Exception {
        UUID session = create();
        remove(session);
        assertRefused(process(session, 5, "live"), 409, "has ended");
        assertThat(account(session).get("state").asText()).isEqualTo("completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:session-process", "direct:session-get", "direct:session-remove"})
    void a_session_that_nobody_knows_is_an_error(String route) {
        assertRefused(program.ask(route, Map.of("uuid", UUID.randomUUID().toString())), 404, "There is no session");
        assertRefused(program.ask(route, Map.of("uuid", "7")), 404, "There is no session");
        assertRefused(ask(route), 404, "There is no session");
    }

    @ParameterizedTest
    @CsvSource({
        "direct:session-process, timeout, 0",
        "direct:session-process, mode, fast",
        "direct:session-remove, state, listening"
    })
    void a_wrong_parameter_is_an_error_that_names_it(String route, String parameter, String value) throws Exception {
        UUID session = create();
        assertRefused(program.ask(route, Map.of("uuid", session.toString(), parameter, value)), 400, parameter);
        assertThat(account(session).get("state").asText()).isEqualTo("created");
        remove(session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:session-process", "direct:session-get", "direct:session-remove"})
    void without_the_database_it_is_said_which_server_is_away(String route) throws Exception {
        UUID session = create();
        servers.databaseCable().cut();
        assertRefused(program.ask(route, Map.of("uuid", session.toString())), 503, "The database is away");
        mend();
        assertThat(account(session).get("state").asText()).isEqualTo("created");
        remove(session);
    }

    @Test
    void more_sessions_than_it_has_room_for_are_refused_until_one_ends() throws Exception {
        UUID[] sessions = {create(), create(), create(), create()};
        for (int i = 0; i < 3; i++) {
            assertThat(process(sessions[i], 60, "live").getMessage().getBody()).isEqualTo("OK");
        }
        assertRefused(process(sessions[3], 60, "live"), 503, "3 sessions");
        assertThat(account(sessions[3]).get("state").asText()).isEqualTo("created");
        remove(sessions[0]);
        assertThat(process(sessions[3], 60, "live").getMessage().getBody()).isEqualTo("OK");
        for (int i = 1; i < 4; i++) {
            remove(sessions[i]);
        }
    }

    @Test
    void when_the_broker_was_away_in_the_middle_each_row_counts_once() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        publish(session, 1, 500);
        await().until(() -> account(session).get("saved").asLong() > 0);
        servers.brokerCable().cut();
        // What it had not acknowledged comes again; so do rows that a publisher sends again.
        publish(session, 301, 800);
        servers.brokerCable().mend();
        await().until(() -> account(session).get("saved").asLong() == 800);
        assertAccount(json(remove(session)), 800, 800, 0, 0, 800);
    }

    @Test
    void when_the_database_was_away_in_the_middle_each_row_counts_once() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        publish(session, 1, 300);
        servers.databaseCable().cut();
        publish(session, 301, 600);
        mend();
        await().ignoreExceptions().until(() -> account(session).get("saved").asLong() == 600);
        assertAccount(json(remove(session)), 600, 600, 0, 0, 600);
    }

    @Test
    void who_listens_keeps_others_out() throws Exception {
        UUID session = create();
        process(session, 60, "live");
        await().until(() -> !consumes(session));
        publish(session, 1, 5);
        assertAccount(json(remove(session)), 5, 5, 0, 0, 5);
    }

    @Test
    void what_another_one_listens_to_is_taken_over_when_that_is_gone() throws Exception {
        UUID session = create();
        UUID another = create();
        process(another, 60, "live");
        try (Connection other = connect()) {
            consume(other, session);
            process(session, 60, "live");
            publish(session, 1, 5);
            await().during(Duration.ofMillis(1500))
                    .until(() -> account(session).get("checksum").asLong() == 0);
            // One session that is refused costs the others nothing.
            publish(another, 11, 15);
            assertAccount(json(remove(another)), 5, 5, 0, 0, 5);
        }
        await().until(() -> account(session).get("saved").asLong() == 5);
        assertAccount(json(remove(session)), 5, 5, 0, 0, 10);
    }

    @Test
    void a_session_whose_process_has_died_is_listened_to_again() throws Exception {
        UUID session = UUID.randomUUID();
        mailbox.declare(session.toString());
        publish(session, 1, 5);
        tables.execute(
                "INSERT INTO import_session (id, state, mode, timeout) VALUES (?, 'listening', 'live', 60)", session);
        await().until(() -> account(session).get("saved").asLong() == 5);
        assertAccount(json(remove(session)), 5, 5, 0, 0, 5);
    }

    @Test
    void one_that_was_being_removed_when_its_process_died_ends_as_it_was_told() throws Exception {
        UUID session = UUID.randomUUID();
        mailbox.declare(session.toString());
        publish(session, 1, 5);
        tables.execute(
                "INSERT INTO import_session (id, state, mode, timeout, removal)"
                        + " VALUES (?, 'listening', 'live', 60, 'completed')",
                session);
        await().until(() -> row(session).get("ended") != null);
        assertThat(row(session)).containsEntry("state", "completed");
        assertCounts(session, 5, 5, 0, 0);
        assertThat(mailbox.exists(session.toString())).isFalse();
    }

    @Test
    void one_whose_queue_is_gone_ends_as_not_completed_unless_it_was_told_to_end() throws Exception {
        UUID lost = session("listening", false);
        UUID removed = session("listening", false);
        tables.execute("UPDATE import_session SET removal = 'completed' WHERE id = ?", removed);
        await().until(() -> row(lost).get("ended") != null && row(removed).get("ended") != null);
        assertThat(row(lost)).containsEntry("state", "not-completed");
        assertThat(row(removed)).containsEntry("state", "completed");
    }

    @Test
    void a_queue_that_is_deleted_while_it_listens_ends_the_session_with_what_it_has_received() throws Exception {
        UUID session = create();
        process(session, 1, "live");
        publish(session, 1, 5);
        await().until(() -> account(session).get("saved").asLong() == 5);
        mailbox.delete(session.toString());
        await().until(() -> row(session).get("ended") != null);
        assertThat(row(session)).containsEntry("state", "not-completed");
        assertCounts(session, 5, 5, 0, 0);
    }

    /** What a test has left open would listen on. */
    @AfterEach
    void release() throws Exception {
        for (Map<String, Object> row : tables.query("SELECT id FROM import_session WHERE ended IS NULL")) {
            remove((UUID) row.get("id"));
        }
    }

    private static Exchange ask(String route) {
        return program.ask(route, Map.of());
    }

    private static UUID create() throws Exception {
        JsonNode answer = json(ask("direct:session-create"));
        return UUID.fromString(answer.get("uuid").asText());
    }

    private static Exchange process(UUID session, int timeout, String mode) {
        return program.ask(
                "direct:session-process",
                Map.of("uuid", session.toString(), "timeout", Integer.toString(timeout), "mode", mode));
    }

    private static JsonNode account(UUID session) throws Exception {
        return json(program.ask("direct:session-get", Map.of("uuid", session.toString())));
    }

    private static Exchange remove(UUID session) {
        return program.ask("direct:session-remove", Map.of("uuid", session.toString()));
    }

    private static void assertAccount(
            JsonNode account, long checksum, long saved, long duplicates, long rejected, long count) {
        assertThat(account.get("checksum").asLong()).isEqualTo(checksum);
        assertThat(account.get("saved").asLong()).isEqualTo(saved);
        assertThat(account.get("duplicates").asLong()).isEqualTo(duplicates);
        assertThat(account.get("rejected").asLong()).isEqualTo(rejected);
        assertThat(account.get("db_count").asLong()).isEqualTo(count);
    }

    /** Rows of these numbers, each a message. */
    private static void publish(UUID session, long first, long last) throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (long number = first; number <= last; number++) {
                publish(
                        channel,
                        session,
                        number,
                        "{\"name\": \"Name " + number + "\", \"mail\": \"mail " + number + "\"}");
            }
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private static void publishOne(UUID session, Long number, String body) throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            publish(channel, session, number, body);
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private static void publish(Channel channel, UUID session, Long number, String body) throws Exception {
        Map<String, Object> headers = new HashMap<>();
        if (number != null) {
            headers.put("row", number);
        }
        BasicProperties properties =
                MessageProperties.PERSISTENT_BASIC.builder().headers(headers).build();
        channel.basicPublish("", session.toString(), true, properties, body.getBytes(UTF_8));
    }

    /** Whether somebody else may listen to the session, for a moment. */
    private static boolean consumes(UUID session) throws Exception {
        Connection connection = connect();
        try {
            consume(connection, session);
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            connection.abort();
        }
    }

    /** Listens to the session and acknowledges nothing. */
    private static void consume(Connection connection, UUID session) throws IOException {
        connection
                .createChannel()
                .basicConsume(
                        session.toString(), false, "", false, true, null, (tag, message) -> {}, (tag, signal) -> {});
    }

    private static Connection connect() throws Exception {
        Broker broker = servers.brokerItself();
        return broker.connectionFactory().newConnection("test");
    }
}
