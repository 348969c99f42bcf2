package caravan.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms and files that should not be: each is told what is wrong with it, and the rows that are right go on. */
class ImportBadInputIT {

    private static final int MILLION = 1_000_000;
    private static final int MOST = 200_000_000;

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    static Program program;
    static Imports imports;

    @BeforeAll
    static void start() {
        program = TESTBED.start("caravan.roles=publisher,consumer", "caravan.imports.max-bytes=" + MOST);
        imports = new Imports(program);
    }

    @AfterEach
    void nothing_is_left_of_any_upload() {
        await().until(() -> incoming() == 0);
        assertThat(program.log()).doesNotContain("ERROR");
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
        "charset, ../etc, charset"
    })
    void a_wrong_field_is_named_and_nothing_is_imported(String field, String value, String named) {
        refuse(Form.of("staff.csv", "a,b@wrong\n").with(field, value), named);
    }

    @Test
    void a_form_without_a_file_is_refused() {
        refuse(Form.withoutFile().with("mode", "live"), "input_file");
        refuse(Form.of("", "a,b@wrong\n"), "input_file");
        refuse(Form.of("empty.csv", ""), "input_file", "empty");
        refuse(Form.of("staff/", "a,b@wrong\n"), "input_file");
        refuse(Form.of("..", "a,b@wrong\n"), "input_file");
    }

    @Test
    void the_path_in_the_name_of_a_file_leads_nowhere() {
        UUID id = imports.begin(Form.of("../../../../tmp/evil.csv", "a,path@example.org\n"));

        assertThat(imports.awaitEnd(id).get("file").asText()).isEqualTo("evil.csv");
        assertThat(TESTBED.data().resolve("imports").resolve(id.toString()).resolve("upload.csv"))
                .exists();
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
        String answer = program.raw("POST /imports HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + (MOST + 1)
                + "\r\nContent-Type: " + Form.TYPE + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains(String.valueOf(MOST));
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
            await().until(() -> incoming() == 1);
        }
        await().until(() -> incoming() == 0);
        assertThat(imports.count()).isEqualTo(before);
    }

    @Test
    void text_in_utf_16_is_read_if_that_is_said_and_refused_otherwise() {
        byte[] text = "Zoë,utf16@example.org\n".getBytes(UTF_16);

        refuse(Form.of("staff.csv", text), "charset", "UTF-16");
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
        String rejected = bytes(undeclared, ISO_8859_1);
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
        UUID id = dryRun(() -> many("open", "\"no end,open@example.org\n", 3, MILLION));

        JsonNode account = imports.awaitEnd(id);
        assertThat(account.get("valid").asInt()).isEqualTo(MILLION - 1);
        assertThat(imports.rejected(id).lines()).hasSize(2).last().asString().startsWith("3,\"over 64 KiB");
    }

    @Test
    void a_line_of_a_hundred_megabytes_is_one_row_that_is_rejected() {
        UUID id = dryRun(() -> new SequenceInputStream(
                new InputStream() {
                    private int left = 100_000_000;

                    @Override
                    public int read() {
                        return left-- > 0 ? 'x' : -1;
                    }
                },
                new ByteArrayInputStream("\na,long@example.org\n".getBytes(UTF_8))));

        assertThat(imports.awaitEnd(id).get("valid").asInt()).isEqualTo(1);
        assertThat(imports.rejected(id)).startsWith("line,reason,row").contains("\n1,\"over 64 KiB");
    }

    @Test
    void whoever_reads_the_rejected_rows_slowly_keeps_nobody_waiting() throws Exception {
        String row = "x".repeat(1000) + "\n";
        UUID id = dryRun(() -> new ByteArrayInputStream(row.repeat(20_000).getBytes(UTF_8)));
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

    private static UUID dryRun(Supplier<InputStream> content) {
        return Imports.begun(imports.post("/imports?dry-run=true", Form.of("staff.csv", content)));
    }

    /** Rows, of which one is something else. */
    private static InputStream many(String prefix, String other, int line, int rows) {
        return new SequenceInputStream(
                new ByteArrayInputStream((Imports.rows(prefix, 1, line - 1) + other).getBytes(UTF_8)),
                Imports.many(prefix, line + 1, rows));
    }

    private static void refuse(Form form, String... words) {
        int before = imports.count();
        assertThat(Events.detail(400, imports.post("/imports", form))).contains(words);
        JsonNode answer = imports.simulate(form);
        assertThat(answer.get("status").asText()).contains(words);
        assertThat(answer.get("sent").asInt()).isZero();
        assertThat(imports.count()).isEqualTo(before);
    }

    private static String bytes(UUID id, Charset charset) throws IOException {
        return Files.readString(
                TESTBED.data().resolve("imports").resolve(id.toString()).resolve("rejected.csv"), charset);
    }

    private static long incoming() throws IOException {
        var folder = TESTBED.data().resolve("imports/incoming");
        if (!Files.exists(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }
}
