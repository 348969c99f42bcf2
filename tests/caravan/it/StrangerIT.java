package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each half of an import works with another's half that keeps to the protocol. */
class StrangerIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Program program;
    static Imports imports;
    static Queues queues;
    static StandInConsumer consumer;

    @BeforeAll
    static void start() {
        program = TESTBED.start("caravan.roles=consumer");
        queues = new Queues(TESTBED.broker(program));
        consumer = new StandInConsumer(TESTBED.broker(program));
        Program publisher =
                TESTBED.startBeside(program, "caravan.roles=publisher", "caravan.consumer.port=" + consumer.port());
        imports = new Imports(publisher, program);
    }

    @AfterAll
    static void close() {
        queues.close();
        consumer.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "batch"})
    void our_publisher_works_with_a_strangers_consumer(String mode) {
        String csv = Imports.rows("stranger-" + mode, 1, 2000) + "no mail\n\"Zoë \"\"Z\"\"\",zoe@example.org\n";

        UUID id = imports.begin(Form.of("staff.csv", csv).with("mode", mode).with("timeout", "7"));

        JsonNode account = imports.awaitEnd(id);
        assertThat(account.get("state").asText()).as(account.toString()).isEqualTo("completed");
        assertThat(account.get("sent").asInt()).isEqualTo(2001);
        assertThat(account.get("received").asInt()).isEqualTo(2001);
        assertThat(account.get("rejected").asInt()).isEqualTo(1);
        assertThat(account.get("saved").isNull()).isTrue();
        assertThat(account.get("duplicates").isNull()).isTrue();
        assertThat(account.get("message").asText()).contains("does not say");
        assertThat(consumer.messages(id)).hasSize(2001).last().satisfies(row -> assertThat(row)
                .isEqualTo(Tasks.json("{\"name\": \"Zoë \\\"Z\\\"\", \"mail\": \"zoe@example.org\"}")));
        // How far it is, it may be asked at any time.
        List<String> requests = consumer.requests(id).stream()
                .filter(request -> !request.startsWith("/getSession/"))
                .toList();
        assertThat(requests).hasSize(2).startsWith("/process/?uuid=" + id + "&timeout=7&mode=" + mode);
        assertThat(requests.get(1)).startsWith("/remove/?uuid=" + id);
        assertThat(queues.has(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "batch"})
    void a_strangers_session_that_is_gone_without_a_word_is_followed_by_another_one(String mode) {
        consumer.failOnce();

        UUID id = imports.begin(Form.of("staff.csv", Imports.rows("gone-" + mode, 1, 200))
                .with("mode", mode)
                .with("timeout", "1"));

        JsonNode account = imports.awaitEnd(id);
        assertThat(account.get("state").asText()).as(account.toString()).isEqualTo("completed");
        assertThat(account.get("received").asInt()).isEqualTo(200);
        assertThat(consumer.messages(id)).isEmpty();
    }

    @Test
    void what_a_strangers_consumer_cannot_undo_stays_and_that_is_said() {
        UUID id = imports.begin(Form.of("staff.csv", Imports.rows("stay", 1, 3)));
        imports.awaitEnd(id);

        assertThat(Events.detail(409, imports.publisher().post("/imports/" + id + "/undo", "")))
                .contains("does not take the rows back");
        assertThat(imports.account(id).get("state").asText()).isEqualTo("completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "batch"})
    void our_consumer_works_with_a_strangers_publisher(String mode) throws Exception {
        String prefix = "foreign-" + mode;
        long before = imports.table();
        UUID session = UUID.fromString(
                Tasks.json(program.get("/create/").body()).get("uuid").asText());
        String process = "/process/?uuid=" + session + "&timeout=30&mode=" + mode;
        if (mode.equals("live")) {
            assertThat(program.get(process).body()).isEqualTo("OK");
        }
        publish(session, prefix, 1, 1000);
        publish(session, prefix, 996, 1000);
        publish(session, "no JSON");
        if (mode.equals("batch")) {
            assertThat(program.get(process).body()).isEqualTo("OK");
        }
        await().until(() -> imports.session(session).get("checksum").asInt() == 1006);

        publish(session, prefix, 1001, 1500);
        JsonNode removed = Tasks.json(program.get("/remove/?uuid=" + session).body());

        assertThat(removed)
                .isEqualTo(Tasks.json("{\"uuid\": \"" + session + "\", \"checksum\": 1506, \"saved\": 1500, "
                        + "\"duplicates\": 5, \"rejected\": 1, \"db_count\": " + (before + 1500) + "}"));
        assertThat(imports.session(session).get("state").asText()).isEqualTo("completed");
        assertThat(imports.session(session).get("mode").asText()).isEqualTo(mode);
        assertThat(queues.has(session)).isFalse();
    }

    @Test
    void a_session_ends_by_itself_when_nothing_comes_and_nobody_says_that_it_was_all() throws Exception {
        UUID session = UUID.fromString(
                Tasks.json(program.get("/create/").body()).get("uuid").asText());
        program.get("/process/?uuid=" + session + "&timeout=1");
        publish(session, "quiet", 1, 10);

        await().atMost(Imports.PATIENCE)
                .until(() -> imports.session(session).get("state").asText().equals("not-completed"));

        assertThat(imports.session(session).get("saved").asInt()).isEqualTo(10);
        assertThat(queues.has(session)).isFalse();
    }

    @Test
    void what_the_consumer_does_not_know_or_understand_is_an_error() {
        for (String path : new String[] {"/process/", "/getSession/", "/remove/"}) {
            for (String query : new String[] {"", "?uuid=1", "?uuid=" + UUID.randomUUID()}) {
                assertThat(program.get(path + query).statusCode())
                        .as(path + query)
                        .isEqualTo(404);
                assertThat(program.get(path + query).body()).isEqualTo("ERROR");
            }
        }
        String session = Tasks.json(program.get("/create/").body()).get("uuid").asText();
        for (String wrong : new String[] {"timeout=abc", "timeout=0", "timeout=1000000000", "mode=both"}) {
            var answer = program.get("/process/?uuid=" + session + "&" + wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("ERROR");
            assertThat(answer.headers().firstValue("X-Error").orElseThrow()).contains(wrong.replaceFirst("=.*", ""));
        }
        assertThat(program.get("/remove/?uuid=" + session).statusCode()).isEqualTo(200);
    }

    private static void publish(UUID session, String prefix, int from, int to) throws Exception {
        publish(
                session,
                Stream.of(Imports.rows(prefix, from, to).split("\n"))
                        .map(row -> row.replaceFirst("(.*),(.*)", "{\"name\": \"$1\", \"mail\": \"$2\"}"))
                        .toArray(String[]::new));
    }

    /** Returns when the broker has them. */
    private static void publish(UUID session, String... bodies) throws Exception {
        Channel channel = queues.channel();
        channel.confirmSelect();
        for (String body : bodies) {
            channel.basicPublish("", session.toString(), MessageProperties.PERSISTENT_BASIC, body.getBytes(UTF_8));
        }
        channel.waitForConfirmsOrDie();
        channel.abort();
    }
}
