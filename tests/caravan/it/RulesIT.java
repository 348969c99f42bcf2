package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The file of the rules, and what becomes of a process when it is wrong. */
class RulesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Path rules;
    static Program program;

    @BeforeAll
    static void start() throws IOException {
        rules = Files.copy(Program.FOLDER.resolve("rules.conf"), TESTBED.path("my.rules"));
        program = TESTBED.start("caravan.dispatcher.rules=" + rules, "caravan.dispatcher.rules-period=200ms");
    }

    @Test
    void a_change_is_taken_and_one_that_is_wrong_is_said_and_kept_out() throws IOException {
        String before = Files.readString(rules);
        try {
            Files.writeString(rules, before + "\necho $[?(@.type == 'org.example.new')]\n");
            await().atMost(PATIENCE).until(() -> "echo".equals(application()));
            Files.writeString(rules, before + "\nehco $\n");
            String line = "line " + (before.lines().count() + 2) + ": there is no application 'ehco'";
            await().atMost(PATIENCE).until(() -> program.log().contains(line));
            assertThat(application()).isEqualTo("echo");
            HttpResponse<String> health = program.get("/observe/health/ready");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("degraded: ", line);
            assertThat(program.log().lines().filter(said -> said.contains(line)))
                    .hasSize(1);
        } finally {
            Files.writeString(rules, before);
        }
        await().atMost(PATIENCE).until(() -> application() == null);
        assertThat(program.get("/observe/health/ready").body()).doesNotContain("degraded");
    }

    @Test
    void a_file_that_is_wrong_stops_the_start_with_its_line() throws IOException {
        Path wrong = Files.writeString(TESTBED.path("wrong.rules"), "# mine\n\nadd $[?(@.type == 'x'\n");
        assertThat(refusalWith(wrong)).contains(wrong + ", line 3: ", "no JSONPath");
    }

    @Test
    void a_file_that_is_named_and_not_there_stops_the_start() {
        assertThat(refusalWith(TESTBED.path("none"))).contains(TESTBED.path("none") + ": there is no such file");
    }

    private static String refusalWith(Path file) {
        Program refused = TESTBED.launchBeside(program, "caravan.roles=dispatcher", "caravan.dispatcher.rules=" + file);
        assertThat(refused.awaitExit()).as(refused.log()).isEqualTo(1);
        List<String> errors =
                refused.log().lines().filter(line -> line.contains(" ERROR ")).toList();
        assertThat(errors).as(refused.log()).hasSize(1);
        assertThat(refused.log()).doesNotContain("\tat ", "Exception:", " WARN ");
        return errors.get(0);
    }

    private static String application() {
        String event = Events.add().replace("org.example.add", "org.example.new");
        HttpResponse<String> answer = new Events(program).receive(Events.STRUCTURED, event);
        JsonNode name = new Tasks(program).document(Events.task(answer)).get("taskApplicationName");
        return name.isNull() ? null : name.asText();
    }
}
