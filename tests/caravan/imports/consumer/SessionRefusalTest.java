package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be done is refused, with the reason, and changes nothing. */
class SessionRefusalTest extends SessionProtocolTest {
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
}
