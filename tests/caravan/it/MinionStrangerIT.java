package caravan.it;

import static caravan.it.Master.FORM;
import static caravan.it.Master.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.minions.master.StandInMinion;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Half of the system is somebody else's, who knows the specification and nothing more. */
@Tag("real-servers")
class MinionStrangerIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @TempDir
    static Path folder;

    @Test
    void a_stranger_s_master_orders_and_asks() {
        Program minion = TESTBED.launch(
                        List.of("caravan.data=" + TESTBED.path("unused"), "caravan.roles=minion"), Map.of())
                .awaitReady();
        UUID now = UUID.randomUUID();
        assertThat(order(minion, "time", Map.of("uuid", now.toString()))
                        .path("status")
                        .asText())
                .isEqualTo("finished");
        UUID later = UUID.randomUUID();
        Map<String, String> question = Map.of("uuid", later.toString(), "delay", "1.5", "question", "Will it do?");
        assertThat(order(minion, "magic8ball", question).path("status").asText())
                .isEqualTo("pending");
        assertThat(order(minion, "magic8ball", question).path("status").asText())
                .isEqualTo("pending");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Tasks.json(minion.get(ROOT + "/query/" + later).body())
                        .path("status")
                        .asText()
                        .equals("finished"));
        HttpResponse<String> unknown = minion.get(ROOT + "/query/" + UUID.randomUUID());
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(minion.get(ROOT + "/jobs").statusCode()).isEqualTo(404);
        assertThat(minion.log()).doesNotContain("database", "broker");
        assertThat(TESTBED.path("unused")).doesNotExist();
    }

    @Test
    void a_stranger_s_minion_is_ordered_and_asked() throws Exception {
        try (ConsulAgent consul = new ConsulAgent(folder.resolve("consul.log"));
                StandInMinion minion = new StandInMinion()) {
            Master master = new Master(TESTBED.start("caravan.roles=master", "caravan.consul.url=" + consul.url()));
            String early = master.time("0");
            register(consul, minion.address());
            master.awaitMinion(minion.address().toString());
            String message = "by " + minion.address();
            assertThat(master.awaitFinished(early)).isEqualTo(message);
            assertThat(master.awaitFinished(master.magic8ball("Will it do?", "1")))
                    .isEqualTo(message);
            String later = master.time("2");
            JsonNode waited = Tasks.json(
                    master.program().get(ROOT + "/query/" + later + "?wait=25").body());
            assertThat(waited.path("message").asText()).isEqualTo(message);
            String forgotten = master.time("5");
            minion.forget();
            assertThat(master.awaitFinished(forgotten)).isEqualTo(message);
        }
    }

    private static JsonNode order(Program minion, String kind, Map<String, String> fields) {
        HttpResponse<String> answer = minion.post(ROOT + "/" + kind, Master.form(fields), "Content-Type", FORM);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Tasks.json(answer.body());
    }

    private static void register(ConsulAgent consul, URI address) throws Exception {
        String service = "{\"Name\": \"minion\", \"ID\": \"stranger\", \"Address\": \"127.0.0.1\", \"Port\": "
                + address.getPort() + "}";
        HttpRequest request = HttpRequest.newBuilder(consul.url().resolve("/v1/agent/service/register"))
                .PUT(BodyPublishers.ofString(service))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }
}
