package caravan.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that should not be: each is told what is wrong with it, and the rows that are right go on. */
@ExtendWith(ImportProcess.Extension.class)
class ImportRejectsIT {
    private static final int MILLION = 1_000_000;

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

        UUID id = imports.dryRun(form);

        JsonNode account = imports.awaitEnd(id);
        Imports.expectBalance(account, 0, 0, 0, 1, imports.table() - before);
        assertThat(account.get("valid").asInt()).isEqualTo(5);
        assertThat(imports.rejected(id)).contains("6,1 field instead of 2,no mail");
        assertThat(program.get("/getSession/?uuid=" + id).statusCode()).isEqualTo(404);
        assertThat(Events.detail(409, program.post("/imports/" + id + "/undo", "")))
                .contains("check only");
        assertThat(imports.account(id).get("state").asText()).isEqualTo("completed");
    }

    @Test
    void text_in_utf_16_is_read_if_that_is_said_and_refused_otherwise() {
        byte[] text = "Zoë,utf16@example.org\n".getBytes(UTF_16);

        imports.expectRefused(Form.of("staff.csv", text), "charset", "UTF-16");
        assertThat(imports.simulate(Form.of("staff.csv", text).with("charset", "UTF-16"))
                        .at("/info/saved")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void text_in_latin_1_is_read_if_that_is_said_and_rejected_row_by_row_otherwise() throws IOException {
        byte[] text = "Zoe,latin1@example.org\nZoë,latin2@example.org\n".getBytes(ISO_8859_1);

        UUID undeclared = imports.begin(Form.of("staff.csv", text));
        assertThat(imports.awaitEnd(undeclared).get("saved").asInt()).isEqualTo(1);
        String rejected = Files.readString(uploads.rejected(undeclared), ISO_8859_1);
        assertThat(rejected).contains("2,bytes that are no UTF-8,\"Zoë,latin2@example.org\"");
        UUID declared = imports.begin(Form.of("staff.csv", text).with("charset", "ISO-8859-1"));
        JsonNode account = imports.awaitEnd(declared);
        assertThat(account.get("saved").asInt()).isEqualTo(1);
        assertThat(account.get("rejected").asInt()).isZero();
    }

    @Test
    void rows_with_nul_or_too_many_columns_are_rejected_and_the_others_go_on() {
        String columns = ",".repeat(MILLION);
        UUID id = imports.begin(Form.of(
                "staff.csv", "a\0,nul@example.org\nb,nul2@example.org\n" + columns + "\nc,nul3@example.org\n,,,,\n"));

        assertThat(imports.awaitEnd(id).get("saved").asInt()).isEqualTo(2);
        assertThat(imports.rejected(id)).contains("\n1,a NUL character", "\n3,\"over 64 KiB", "\n5,5 fields");
    }

    @Test
    void a_quote_that_is_not_closed_costs_its_line_and_not_the_million_behind_it() {
        UUID id = imports.dryRun(Form.of("staff.csv", () -> many("open", "\"no end,open@example.org\n", 3, MILLION)));

        JsonNode account = imports.awaitEnd(id);
        assertThat(account.get("valid").asInt()).isEqualTo(MILLION - 1);
        assertThat(imports.rejected(id).lines()).hasSize(2).last().asString().startsWith("3,\"over 64 KiB");
    }

    @Test
    void a_line_of_a_hundred_megabytes_is_one_row_that_is_rejected() {
        UUID id = imports.dryRun(Form.of(
                "staff.csv",
                () -> new SequenceInputStream(
                        new InputStream() {
                            private int left = 100_000_000;

                            @Override
                            public int read() {
                                return left-- > 0 ? 'x' : -1;
                            }
                        },
                        new ByteArrayInputStream("\na,long@example.org\n".getBytes(UTF_8)))));

        assertThat(imports.awaitEnd(id).get("valid").asInt()).isEqualTo(1);
        assertThat(imports.rejected(id)).startsWith("line,reason,row").contains("\n1,\"over 64 KiB");
    }

    @Test
    void whoever_reads_the_rejected_rows_slowly_keeps_nobody_waiting() throws Exception {
        String row = "x".repeat(1000) + "\n";
        UUID id = imports.dryRun(Form.of(
                "staff.csv", () -> new ByteArrayInputStream(row.repeat(20_000).getBytes(UTF_8))));
        imports.awaitEnd(id);

        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(program.request("/imports/" + id + "/rejected.csv").build(), BodyHandlers.ofInputStream());
        try (InputStream rejected = answer.body()) {
            assertThat(rejected.readNBytes(1000)).hasSize(1000);
            assertThat(imports.simulate(Form.of("staff.csv", "a,slow@example.org\n"))
                            .at("/info/saved")
                            .asInt())
                    .isEqualTo(1);
            assertThat(new String(rejected.readAllBytes(), UTF_8).lines()).hasSize(20_000);
        }
    }

    @Test
    void whoever_breaks_off_the_download_of_rejected_rows_leaves_no_error_in_the_log() throws IOException {
        String row = "x".repeat(1000) + "\n";
        UUID id = imports.dryRun(Form.of(
                "staff.csv", () -> new ByteArrayInputStream(row.repeat(20_000).getBytes(UTF_8))));
        imports.awaitEnd(id);

        for (int i = 0; i < 10; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), program.port())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write(("GET /imports/" + id + "/rejected.csv HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .getBytes(UTF_8));
                assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            }
        }

        assertThat(imports.rejected(id).lines()).hasSize(20_001);
        assertThat(program.log()).doesNotContain("ERROR", "\tat ");
    }

    /** Rows, of which one is something else. */
    private static InputStream many(String prefix, String other, int line, int rows) {
        return new SequenceInputStream(
                new ByteArrayInputStream((Imports.rows(prefix, 1, line - 1) + other).getBytes(UTF_8)),
                Imports.many(prefix, line + 1, rows));
    }
}
