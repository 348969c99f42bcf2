package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files become rows of a table, and the account of that adds up. */
class ImportIT {

    private static final int NEW = 1500;

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Program program;
    static Imports imports;

    @BeforeAll
    static void start() {
        program = TESTBED.start("caravan.roles=publisher,consumer");
        imports = new Imports(program);
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
    }

    @Test
    void rejected_rows_can_be_had_with_their_line_every_reason_and_as_they_stood() {
        String csv = "\uFEFFA,a@rejected\n\n\"B\nC\",b@rejected\n  x ; \"y\"\n\"D \"\"d\"\",\",c@d,\n,not a mail\n";

        UUID id = imports.begin(Form.of("bad.csv", csv));

        assertThat(imports.awaitEnd(id).get("saved").asInt()).isEqualTo(2);
        assertThat(imports.rejected(id).replace("\r\n", "\n"))
                .isEqualTo(
                        "line,reason,row\n" //
                                + "5,1 field instead of 2,\"  x ; \"\"y\"\"\"\n"
                                + "6,3 fields instead of 2,\"\"\"D \"\"\"\"d\"\"\"\",\"\",c@d,\"\n"
                                + "7,the name is empty; the mail is no e-mail address,\",not a mail\"\n");
    }

    @Test
    void a_dry_run_says_what_would_be_rejected_and_publishes_nothing() {
        long before = imports.table();
        Form form = Form.of("staff.csv", Imports.rows("dry", 1, 5) + "no mail\n");

        UUID id = Imports.begun(imports.post("/imports?dry-run=true", form));

        JsonNode account = imports.awaitEnd(id);
        Imports.expectBalance(account, 0, 0, 0, 1, imports.table() - before);
        assertThat(account.get("valid").asInt()).isEqualTo(5);
        assertThat(imports.rejected(id)).contains("6,1 field instead of 2,no mail");
        assertThat(program.get("/getSession/?uuid=" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void undoing_takes_back_exactly_what_the_import_has_saved() {
        imports.simulate(Form.of("known.csv", Imports.rows("undo", 1, 10)));
        UUID id = imports.begin(Form.of("staff.csv", Imports.rows("undo", 5, 3000)));
        imports.awaitEnd(id);
        imports.simulate(Form.of("later.csv", Imports.rows("undo", 2995, 3010)));
        long before = imports.table();

        HttpResponse<String> answer = program.post("/imports/" + id + "/undo", "");

        assertThat(Tasks.json(answer.body()).get("undone").asInt()).isEqualTo(2990);
        assertThat(imports.table()).isEqualTo(before - 2990);
        assertThat(imports.account(id).get("state").asText()).isEqualTo("undone");
        assertThat(program.post("/imports/" + id + "/undo", "").statusCode()).isEqualTo(409);
        JsonNode again = imports.simulate(Form.of("staff.csv", Imports.rows("undo", 1, 3010)));
        assertThat(again.at("/info/saved").asInt()).isEqualTo(2990);
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "batch"})
    void one_that_is_stopped_keeps_what_is_saved_and_leaves_no_queue_behind(String mode) {
        long before = imports.table();
        UUID id = imports.begin(Form.of("staff.csv", () -> Imports.many("stop-" + mode, 1, 1_000_000))
                .with("mode", mode));
        await().atMost(Imports.PATIENCE)
                .until(() -> imports.account(id).get("sent").asLong() > 0);

        assertThat(program.send(program.request("/imports/" + id).DELETE()).statusCode())
                .isEqualTo(200);

        JsonNode account = imports.account(id);
        assertThat(account.get("state").asText()).as(account.toString()).isEqualTo("stopped");
        assertThat(account.get("saved").asLong()).isLessThan(1_000_000).isEqualTo(imports.table() - before);
        assertThat(account.get("received")).isEqualTo(account.get("saved"));
        assertThat(imports.session(id).get("state").asText()).isEqualTo("not-completed");
        try (Queues queues = new Queues(TESTBED.broker(program))) {
            assertThat(queues.has(id)).isFalse();
        }
        assertThat(program.send(program.request("/imports/" + id).DELETE()).statusCode())
                .isEqualTo(409);
    }

    @Test
    void the_table_is_emptied_first_if_that_is_said() {
        imports.simulate(Form.of("staff.csv", Imports.rows("clear", 1, 10)));

        JsonNode answer = imports.simulate(
                Form.of("staff.csv", Imports.rows("clear", 1, 4)).with("clear", "true"));

        assertThat(answer.at("/info/saved").asInt()).isEqualTo(4);
        assertThat(imports.table()).isEqualTo(4);
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
        Program another = TESTBED.startBeside(program, "caravan.roles=publisher,consumer");
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
