package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import caravan.shared.http.Upload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportFormTest {
    final ImportForm form = new ImportForm();

    @TempDir
    Path folder;

    Path content;

    @BeforeEach
    void write() throws Exception {
        content = Files.writeString(folder.resolve("upload"), "Ann,ann@example.org\n");
    }

    @Test
    void a_file_alone_is_imported_live_as_utf_8_and_nothing_is_cleared() {
        assertThat(read(Map.of()))
                .isEqualTo(new ImportRequest("staff.csv", 20, "live", 5, false, StandardCharsets.UTF_8, false));
    }

    @Test
    void everything_can_be_said() {
        Map<String, String> fields = Map.of(
                "mode", "batch", "timeout", " 3600 ", "clear", "true", "charset", "iso-8859-15", "dry-run", "true");
        ImportRequest request = read(fields);
        assertThat(request.isLive()).isFalse();
        assertThat(request.timeout()).isEqualTo(3600);
        assertThat(request.clear()).isTrue();
        assertThat(request.charset().name()).isEqualTo("ISO-8859-15");
        assertThat(request.dryRun()).isTrue();
    }

    @Test
    void an_empty_field_is_as_good_as_none() {
        assertThat(read(Map.of("mode", "", "timeout", " ", "clear", "", "charset", "")))
                .isEqualTo(read(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "mode, Live",
        "mode, stream",
        "timeout, 0",
        "timeout, 3601",
        "timeout, 5.5",
        "timeout, five",
        "timeout, 99999999999",
        "clear, yes",
        "charset, klingon",
        "charset, '???'",
        "charset, x-JISAutoDetect"
    })
    void a_wrong_field_is_refused_by_name(String field, String value) {
        assertRefused(field, upload("staff.csv", Map.of(field, value)));
    }

    @Test
    void a_dry_run_is_true_or_false_as_a_field_and_as_a_parameter() {
        assertThat(read(Map.of("dry-run", "false")).dryRun()).isFalse();
        assertThat(form.read(asked(Map.of("dry-run", "false"))).dryRun()).isFalse();
        assertThat(form.read(asked(Map.of("dry-run", "true"))).dryRun()).isTrue();
        for (String other : new String[] {"", "perhaps", "TRUE"}) {
            assertRefused("dry-run is neither", upload("staff.csv", Map.of("dry-run", other)));
            assertRefused("dry-run is neither", asked(Map.of("dry-run", other)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dryrun", "dry_run", "Dry-Run", "mode "})
    void what_is_misspelt_is_refused_by_name(String name) {
        assertRefused("'" + name + "' is no field", upload("staff.csv", Map.of("timeout", "5", name, "true")));
        assertRefused("'" + name + "' is no parameter", asked(Map.of(name, "true")));
    }

    @Test
    void what_is_a_field_is_no_parameter() {
        assertRefused("'clear' is no parameter of an import; there is dry-run", asked(Map.of("clear", "true")));
    }

    @Test
    void without_a_file_it_is_refused() {
        assertRefused("input_file is missing", upload(null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "..", "/etc/", "\u0000"})
    void a_file_without_a_name_is_refused(String file) {
        assertRefused("input_file has no file name: '", upload(file, Map.of()));
    }

    @Test
    void what_is_wrong_is_repeated() {
        assertRefused("nor batch: 'both'", upload("staff.csv", Map.of("mode", "both")));
        assertRefused("1 to 3600: 'five'", upload("staff.csv", Map.of("timeout", "five")));
        assertRefused("neither true nor false: 'yes'", upload("staff.csv", Map.of("clear", "yes")));
    }

    @Test
    void an_empty_file_is_refused() {
        assertRefused("'staff.csv' is empty", new Upload(Map.of(), Map.of(), "staff.csv", content, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "'C:\\Users\\Ann\\staff.csv', staff.csv",
        "'sta\u0000ff\r\n.csv', staff.csv",
        "<script>alert(1)<x>, <script>alert(1)<x>"
    })
    void of_a_name_the_last_part_is_kept_without_control_characters(String file, String name) {
        assertThat(form.read(upload(file, Map.of())).file()).isEqualTo(name);
    }

    @Test
    void of_a_long_name_255_characters_are_kept_each_whole() {
        assertThat(form.read(upload("x".repeat(10_000), Map.of())).file()).isEqualTo("x".repeat(255));
        assertThat(form.read(upload("😀".repeat(5_000), Map.of())).file()).isEqualTo("😀".repeat(255));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void a_text_in_utf_16_is_refused_unless_its_charset_is_said(String charset) throws Exception {
        Files.write(content, "\uFEFFAnn,ann@example.org".getBytes(charset));
        assertRefused("say charset=UTF-16", upload("staff.csv", Map.of()));
        assertThat(read(Map.of("charset", "UTF-16")).charset()).isEqualTo(StandardCharsets.UTF_16);
    }

    @Test
    void an_import_is_found_by_its_uuid_and_by_nothing_else() {
        UUID id = form.fresh();
        assertThat(form.id(id.toString())).isEqualTo(id);
        for (String other : new String[] {null, "", "7", "1-2-3-4-5", "x".repeat(36)}) {
            assertThatThrownBy(() -> form.id(other))
                    .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status())
                            .isEqualTo(404));
        }
    }

    private ImportRequest read(Map<String, String> fields) {
        return form.read(upload("staff.csv", fields));
    }

    private Upload upload(String file, Map<String, String> fields) {
        return new Upload(Map.of(), fields, file, content, 20);
    }

    private Upload asked(Map<String, String> parameters) {
        return new Upload(parameters, Map.of(), "staff.csv", content, 20);
    }

    private void assertRefused(String why, Upload upload) {
        assertThatThrownBy(() -> form.read(upload))
                .hasMessageContaining(why)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }
}
