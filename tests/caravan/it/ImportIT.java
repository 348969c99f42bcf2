package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files become rows of a table, and the account of that adds up. */
@ExtendWith(ImportProcess.Extension.class)
class ImportIT {
    private static final int NEW = 1500;

    static ImportProcess process;
    static Program program;
    static Imports imports;

    @BeforeAll
    static void take(ImportProcess running) {
        process = running;
        program = running.program();
        imports = running.imports();
    }

    @ParameterizedTest
    @CsvSource({
        "live, 0, 0, 0",
        "live, 7, 0, 0",
        "live, 0, 9, 0",
        "live, 0, 0, 3",
        "live, 7, 9, 0",
        "live, 7, 0, 3",
        "live, 0, 9, 3",
        "live, 7, 9, 3",
        "batch, 0, 0, 0",
        "batch, 7, 0, 0",
        "batch, 0, 9, 0",
        "batch, 0, 0, 3",
        "batch, 7, 9, 0",
        "batch, 7, 0, 3",
        "batch, 0, 9, 3",
        "batch, 7, 9, 3"
    })
    void every_row_is_accounted_for(String mode, int twice, int known, int none) {
        String prefix = "balance-" + UUID.randomUUID();
        if (known > 0) {
            imports.simulate(Form.of("known.csv", Imports.rows(prefix, 1, known)));
        }
        List<String> rows = new ArrayList<>(List.of(
                (Imports.rows(prefix, 1, known + NEW) + Imports.rows(prefix, known + 1, known + twice)).split("\n")));
        rows.addAll(Collections.nCopies(none, "no mail"));
        Collections.shuffle(rows, new java.util.Random(1));
        long before = imports.table();

        UUID id = imports.begin(Form.of("staff.csv", String.join("\r\n", rows)).with("mode", mode));

        JsonNode account = imports.awaitEnd(id);
        Imports.expectBalance(account, rows.size() - none, NEW, twice + known, none, imports.table() - before);
        assertThat(account.get("percent").asInt()).isEqualTo(100);
        assertThat(account.get("bytes_read")).isEqualTo(account.get("bytes"));
        assertThat(account.get("mode").asText()).isEqualTo(mode);
        assertThat(account.get("message").isNull()).isTrue();
        assertThat(imports.rejected(id).lines()).hasSize(1 + none);
        assertThat(imports.session(id).get("state").asText()).isEqualTo("completed");
    }

    @Test
    void a_simulation_is_answered_as_the_original_does_when_it_has_ended() {
        long before = imports.table();
        String csv = Imports.rows("simulated", 1, 6) + Imports.rows("simulated", 1, 1) + "a\nb\n\n,c@d\n\"x\n\"\n";

        JsonNode answer =
                imports.simulate(Form.of("staff.csv", csv).with("mode", "batch").with("timeout", "2"));

        String uuid = answer.at("/info/uuid").asText();
        assertThat(answer)
                .isEqualTo(Tasks.json("{\"status\": \"completed\", \"sent\": 7, \"info\": {\"uuid\": \"" + uuid
                        + "\", \"checksum\": 7, \"saved\": 6, \"duplicates\": 1, \"rejected\": 4, \"db_count\": "
                        + (before + 6) + "}}"));
        assertThat(imports.account(UUID.fromString(uuid)).get("state").asText()).isEqualTo("completed");
    }

    @Test
    void a_browser_is_answered_with_a_page() {
        HttpResponse<String> answer = imports.post("/simulate/", Form.of("<b>.csv", Imports.rows("page", 1, 3)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.body()).contains("completed", "&lt;b").doesNotContain("<b>.csv");
        assertThat(program.get("/import/").body()).contains("multipart/form-data", "input_file", "clear");
        HttpResponse<String> begun =
                imports.post("/imports", Form.of("a.csv", "a,b@c\n"), "Accept", "text/html,application/xhtml+xml");
        assertThat(begun.statusCode()).isEqualTo(303);
        String location = begun.headers().firstValue("Location").orElseThrow();
        assertThat(program.get(location, "Accept", "text/html").body()).contains("a.csv");
        // Or the next test's table would grow by its row.
        imports.awaitEnd(UUID.fromString(location.replaceFirst(".*/", "")));
    }

    @Test
    void two_imports_of_the_same_mails_at_once_save_each_of_them_once() {
        long before = imports.table();
        List<String> rows =
                new ArrayList<>(List.of(Imports.rows("both", 1, 5_000).split("\n")));
        Form forward = Form.of("forward.csv", String.join("\n", rows));
        Collections.reverse(rows);
        Form backward = Form.of("backward.csv", String.join("\n", rows)).with("mode", "batch");

        List<UUID> both = List.of(imports.begin(forward), imports.begin(backward));

        long saved = both.stream()
                .map(imports::awaitEnd)
                .peek(account -> assertThat(account.get("received").asInt()).isEqualTo(5_000))
                .mapToLong(account -> account.get("saved").asLong())
                .sum();
        assertThat(saved).isEqualTo(5_000).isEqualTo(imports.table() - before);
        assertThat(program.log()).doesNotContain("\tat ", "deadlock");
    }

    @Test
    void several_consumers_do_not_get_in_each_others_way() {
        Program another = process.testbed().startBeside(program, "caravan.roles=publisher,consumer");
        List<Imports> all = List.of(imports, new Imports(another));

        List<UUID> ids = all.stream()
                .map(each -> each.begin(Form.of("staff.csv", Imports.rows("beside-" + all.indexOf(each), 1, 5_000))))
                .toList();

        for (Imports each : all) {
            JsonNode account = each.awaitEnd(ids.get(all.indexOf(each)));
            assertThat(account.get("saved").asInt()).as(account.toString()).isEqualTo(5_000);
        }
        assertThat(another.statusOf("/dispatch/add/1/1")).isEqualTo(404);
        assertThat(program.log() + another.log()).doesNotContain("ERROR", "waits for the broker");
    }
}
