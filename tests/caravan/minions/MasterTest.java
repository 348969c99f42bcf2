package caravan.minions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.minions.master.Jobs;
import caravan.minions.master.StandInMinion;
import caravan.shared.Program;
import caravan.shared.RouteTest;
import caravan.shared.database.Queries;
import caravan.shared.http.RequestId;
import caravan.shared.registry.InstanceRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the master's routes share: no jobs and no minions at the beginning of each. */
abstract class MasterTest extends RouteTest {

    static final ObjectMapper JSON = new ObjectMapper();

    static Queries tables;
    private static Vertx vertx;
    private final List<StandInMinion> minions = new ArrayList<>();

    @BeforeAll
    static void open() {
        tables = new Queries(servers.databaseItself());
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void closeVertx() {
        vertx.close();
    }

    @BeforeEach
    void empty() throws Exception {
        servers.databaseCable().mend();
        tables.execute("TRUNCATE job, job_callback");
        program.bean("jobs", Jobs.class).forget();
    }

    @AfterEach
    void dismiss() {
        List.copyOf(minions).forEach(this::dismiss);
    }

    static Program master(String... routes) {
        return new Program(servers, "master", routes).bind("vertx", vertx);
    }

    /** A minion that the master finds. */
    StandInMinion minion() throws Exception {
        StandInMinion minion = new StandInMinion();
        minions.add(minion);
        program.bean("registry", InstanceRegistry.class).register(minion.instance(), Duration.ofDays(1));
        return minion;
    }

    /** Its process ends, and the registry says so. */
    void dismiss(StandInMinion minion) {
        program.bean("registry", InstanceRegistry.class)
                .deregister(minion.instance().id());
        minion.close();
        minions.remove(minion);
    }

    /** A job that is asked for, and was answered. */
    static UUID time(String delay) throws Exception {
        return id(ask("direct:job-time", Map.of("delay", delay)));
    }

    static UUID id(Message answer) throws Exception {
        assertThat(status(answer)).as(answer.getBody(String.class)).isEqualTo(200);
        return UUID.fromString(json(answer).path("uuid").asText());
    }

    static Message query(Object uuid) {
        return ask("direct:job-query", Map.of("uuid", uuid.toString()));
    }

    static Message ask(String route, Map<String, Object> headers) {
        return program.ask(route, headers).getMessage();
    }

    static Message report(String body) {
        return program.ask("direct:job-reports", Map.of(), body.getBytes(StandardCharsets.UTF_8))
                .getMessage();
    }

    /** A request that came with a form. */
    static Message form(String route, Map<String, String> fields) {
        return program.context()
                .createProducerTemplate()
                .request(route, exchange -> {
                    exchange.setProperty(RequestId.PROPERTY, "request-1");
                    exchange.setProperty("form", new HashMap<>(fields));
                })
                .getMessage();
    }

    static JsonNode json(Message answer) throws Exception {
        return JSON.readTree(answer.getBody(String.class));
    }

    static Map<String, Object> row(UUID job) throws Exception {
        return tables.query("SELECT * FROM job WHERE id = ?", job).get(0);
    }

    static int status(Message answer) {
        return answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
    }

    static void awaitFinished(UUID job) {
        await().atMost(Duration.ofSeconds(60)).until(() -> row(job).get("finished") != null);
    }
}
