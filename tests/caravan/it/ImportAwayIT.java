package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
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
    static ServerWires servers;
    static ServerWires consumersServers;
    static Program publisher;
    static Imports imports;

    @BeforeAll
    static void start() {
        servers = new ServerWires(TESTBED.own());
        consumersServers = new ServerWires(TESTBED.own());
        Program program = TESTBED.start(consumersServers.properties("caravan.roles=consumer"));
        consumer = new Wire(program.port());
        publisher = TESTBED.startBeside(
                program, servers.properties("caravan.roles=publisher", "caravan.consumer.port=" + consumer.port()));
        imports = new Imports(publisher, program);
    }

    @AfterEach
    void the_next_one_is_done_when_all_are_back() {
        consumer.join();
        servers.join();
        consumersServers.join();
        await().atMost(Imports.PATIENCE).until(() -> imports.simulate(Form.of("staff.csv", "a,away@example.org\n"))
                .get("status")
                .asText()
                .equals("completed"));
    }

    @AfterAll
    static void close() {
        consumer.close();
        servers.close();
        consumersServers.close();
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
        servers.broker().cut();
        expectRefusals("broker");
    }

    @Test
    void a_broker_that_does_not_answer() {
        servers.broker().hush();
        expectRefusals("broker");
    }

    @Test
    void no_database() {
        servers.database().cut();
        expectRefusals("database");
    }

    @Test
    void a_database_that_does_not_answer() {
        servers.database().hush();
        expectRefusals("database");
    }

    @Test
    void a_consumer_without_its_broker() {
        consumersServers.broker().cut();
        expectRefusals("consumer", "The broker is away");
    }

    @Test
    void a_consumer_whose_broker_does_not_answer() {
        consumersServers.broker().hush();
        expectRefusals("consumer", "The broker is away");
    }

    @Test
    void a_consumer_without_its_database() {
        consumersServers.database().cut();
        expectRefusals("consumer", "The database is away");
    }

    @Test
    void a_consumer_whose_database_does_not_answer() {
        consumersServers.database().hush();
        expectRefusals("consumer", "The database is away");
    }

    /** No session is created, so that there is no queue. */
    private static void expectRefusals(String... server) {
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
}
