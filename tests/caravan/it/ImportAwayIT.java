package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An import that cannot be begun: within five seconds it is said which server is away, and nothing is left behind. */
@Tag("real-servers")
class ImportAwayIT {

    private static final Duration PROMISE = Duration.ofSeconds(5);

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Wire consumer;
    static Wire broker;
    static Wire database;
    static Program publisher;
    static Imports imports;

    @BeforeAll
    static void start() {
        Program program = TESTBED.start("caravan.roles=consumer");
        List<String> servers = TESTBED.servers(program);
        consumer = new Wire(program.port());
        broker = new Wire(port(servers, "caravan.broker.url"));
        database = new Wire(port(servers, "caravan.database.url"));
        publisher = TESTBED.startBeside(
                program,
                "caravan.roles=publisher",
                "caravan.consumer.port=" + consumer.port(),
                through(servers, "caravan.broker.url", broker),
                through(servers, "caravan.database.url", database));
        imports = new Imports(publisher, program);
    }

    @AfterEach
    void the_next_one_is_done_when_all_are_back() {
        List.of(consumer, broker, database).forEach(Wire::join);
        await().atMost(Imports.PATIENCE).until(() -> imports.simulate(Form.of("staff.csv", "a,away@example.org\n"))
                .get("status")
                .asText()
                .equals("completed"));
    }

    @AfterAll
    static void close() {
        List.of(consumer, broker, database).forEach(Wire::close);
    }

    @Test
    void no_consumer() {
        consumer.cut();
        expectRefusals("consumer");
    }

    @Test
    void a_consumer_that_does_not_answer() {
        consumer.hush();
        expectRefusals("consumer");
    }

    @Test
    void no_broker() {
        broker.cut();
        expectRefusals("broker");
    }

    @Test
    void a_broker_that_does_not_answer() {
        broker.hush();
        expectRefusals("broker");
    }

    @Test
    void no_database() {
        database.cut();
        expectRefusals("database");
    }

    @Test
    void a_database_that_does_not_answer() {
        database.hush();
        expectRefusals("database");
    }

    /** No session is created, so that there is no queue. */
    private static void expectRefusals(String server) {
        Form form = Form.of("staff.csv", "a,nobody@example.org\n");

        HttpResponse<String> answer =
                publisher.send(form.post(publisher.request("/imports")).timeout(PROMISE));
        assertThat(Events.detail(503, answer)).contains(server);

        answer = publisher.send(form.post(publisher.request("/simulate/", "Accept", "application/json"))
                .timeout(PROMISE));
        JsonNode simulated = Tasks.json(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(simulated.get("status").asText()).contains(server);
        assertThat(simulated.get("sent").asInt()).isZero();
    }

    private static int port(List<String> properties, String name) {
        Matcher port = Pattern.compile(":(\\d+)(/|\\?|$)").matcher(property(properties, name));
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private static String through(List<String> properties, String name, Wire wire) {
        return property(properties, name).replaceFirst(":\\d+(?=/|\\?|$)", ":" + wire.port());
    }

    private static String property(List<String> properties, String name) {
        return properties.stream()
                .filter(property -> property.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }
}
