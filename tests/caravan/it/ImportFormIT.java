package caravan.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms that should not be: each is told what is wrong with it, and nothing is imported. */
@ExtendWith(ImportProcess.Extension.class)
class ImportFormIT {
    static ImportProcess process;
    static Program program;
    static Imports imports;
    static Uploads uploads;

    @BeforeAll
    static void take(ImportProcess running) {
        process = running;
        program = running.program();
        imports = running.imports();
        uploads = running.uploads();
    }

    @AfterEach
    void nothing_is_left_of_any_upload() {
        process.expectNothingLeft();
    }

    @ParameterizedTest
    @CsvSource({
        "mode, LIVE, mode",
        "mode, both, mode",
        "timeout, abc, timeout",
        "timeout, -1, timeout",
        "timeout, 0, timeout",
        "timeout, 3601, timeout",
        "timeout, 1000000000, timeout",
        "timeout, 2.5, timeout",
        "clear, maybe, clear",
        "charset, klingon, charset",
        "charset, ../etc, charset",
        "dry-run, maybe, dry-run",
        "dryrun, true, dryrun"
    })
    void a_wrong_field_is_named_and_nothing_is_imported(String field, String value, String named) {
        imports.expectRefused(Form.of("staff.csv", "a,b@wrong\n").with(field, value), named);
    }

    @ParameterizedTest
    @CsvSource({"?dryrun=true, dryrun", "?dry-run, dry-run", "?mode=batch, mode"})
    void a_parameter_that_is_none_is_named_and_nothing_is_imported(String query, String named) {
        int before = imports.count();
        Form form = Form.of("staff.csv", "a,b@wrong\n");

        assertThat(Events.detail(400, imports.post("/imports" + query, form))).contains(named);
        assertThat(imports.post("/simulate/" + query, form, "Accept", "application/json")
                        .body())
                .contains(named, "\"sent\":0");

        assertThat(imports.count()).isEqualTo(before);
    }

    @Test
    void a_dry_run_may_be_said_in_the_form_too() {
        UUID id = imports.begin(Form.of("staff.csv", "a,field@example.org\n").with("dry-run", "true"));

        assertThat(imports.awaitEnd(id).get("dry_run").asBoolean()).isTrue();
    }

    @Test
    void a_form_without_a_file_is_refused() {
        imports.expectRefused(Form.withoutFile().with("mode", "live"), "input_file");
        imports.expectRefused(Form.of("", "a,b@wrong\n"), "input_file");
        imports.expectRefused(Form.of("empty.csv", ""), "input_file", "empty");
        imports.expectRefused(Form.of("staff/", "a,b@wrong\n"), "input_file");
        imports.expectRefused(Form.of("..", "a,b@wrong\n"), "input_file");
    }

    @Test
    void the_path_in_the_name_of_a_file_leads_nowhere() {
        UUID id = imports.begin(Form.of("../../../../outside/evil.csv", "a,path@example.org\n"));

        assertThat(imports.awaitEnd(id).get("file").asText()).isEqualTo("evil.csv");
        assertThat(uploads.upload(id)).exists();
    }

    @Test
    void what_is_no_form_is_refused() {
        int before = imports.count();

        Events.detail(415, program.post("/imports", "a,b@c\n", "Content-Type", "text/csv"));
        Events.detail(415, program.post("/imports", "a,b@c\n"));
        Events.detail(400, program.post("/imports", "a,b@c\n", "Content-Type", "multipart/form-data"));
        Events.detail(400, program.post("/imports", "a,b@c\n", "Content-Type", Form.TYPE));

        assertThat(imports.count()).isEqualTo(before);
    }

    @Test
    void a_file_that_is_too_large_is_refused() {
        int before = imports.count();
        String answer = program.raw("POST /imports HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + (ImportProcess.MOST_BYTES + 1) + "\r\nContent-Type: " + Form.TYPE + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains(String.valueOf(ImportProcess.MOST_BYTES));
        assertThat(imports.count()).isEqualTo(before);
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing_behind() throws IOException {
        int before = imports.count();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), program.port())) {
            String request = "POST /imports HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\nContent-Type: "
                    + Form.TYPE + "\r\n\r\n"
                    + Form.of("broken.csv", "").head() + Imports.rows("broken", 1, 1000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            await().until(() -> uploads.incoming() == 1);
        }
        await().until(() -> uploads.incoming() == 0);
        assertThat(imports.count()).isEqualTo(before);
    }
}
