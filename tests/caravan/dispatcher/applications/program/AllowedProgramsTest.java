package caravan.dispatcher.applications.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.dispatcher.InputRejected;
import caravan.shared.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedProgramsTest {
    final AllowedPrograms programs = AllowedPrograms.of("/opt/report.sh, /opt/a/twice ,/opt/b/twice,");

    @Test
    void a_program_is_named_by_its_path_or_its_last_segment() {
        ProgramCall call = new ProgramCall(Path.of("/opt/report.sh"), List.of("a b", "", "-x"));
        assertThat(programs.call(List.of("/opt/report.sh", "a b", "", "-x"))).isEqualTo(call);
        assertThat(programs.call(List.of("report.sh", "a b", "", "-x"))).isEqualTo(call);
        assertThat(programs.call(Map.of("program", "report.sh", "arguments", List.of("a b", "", "-x"))))
                .isEqualTo(call);
        assertThat(programs.call(Map.of("program", "report.sh"))).isEqualTo(programs.call(List.of("report.sh")));
    }

    @Test
    void a_name_that_two_programs_have_is_rejected_and_the_path_is_not() {
        assertThat(programs.call(List.of("/opt/b/twice")).program()).isEqualTo(Path.of("/opt/b/twice"));
        assertThatThrownBy(() -> programs.call(List.of("twice")))
                .isInstanceOf(InputRejected.class)
                .hasMessage("There is more than one 'twice' in caravan.dispatcher.programs: give its whole path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh",
                "/bin/sh",
                "",
                "/",
                "/opt",
                "/opt/",
                "../opt/report.sh",
                "/opt/../opt/report.sh",
                "/opt//report.sh",
                "REPORT.SH",
                "report.sh ",
                "./report.sh",
                "a/twice"
            })
    void what_is_not_on_the_list_is_rejected_by_name(String name) {
        assertThatThrownBy(() -> programs.call(List.of(name)))
                .isInstanceOf(InputRejected.class)
                .hasMessage("exec may not run '" + name + "': it is not one of caravan.dispatcher.programs");
    }

    @Test
    void without_a_list_nothing_may_be_run() {
        assertThatThrownBy(() -> AllowedPrograms.of("").call(List.of("/bin/true")))
                .isInstanceOf(InputRejected.class);
    }

    @ParameterizedTest
    @MethodSource
    void what_is_no_call_is_rejected(Object input) {
        assertThatThrownBy(() -> programs.call(input))
                .isInstanceOf(InputRejected.class)
                .hasMessageStartingWith("exec takes a program and its arguments as strings");
    }

    static Stream<Object> what_is_no_call_is_rejected() {
        return Stream.of(
                List.of(),
                List.of("report.sh", 1),
                Arrays.asList("report.sh", null),
                List.of(List.of("report.sh")),
                Map.of(),
                Map.of("program", 1),
                Map.of("arguments", List.of("a")),
                Map.of("program", "report.sh", "arguments", "a"),
                Map.of("program", "report.sh", "arguments", List.of(1)),
                Map.of("program", "report.sh", "env", Map.of()),
                "report.sh",
                5);
    }

    @Test
    void nothing_is_rejected() {
        assertThatThrownBy(() -> programs.call(null)).isInstanceOf(InputRejected.class);
    }

    @Test
    void an_argument_with_a_nul_is_rejected() {
        assertThatThrownBy(() -> programs.call(List.of("report.sh", "a\0b")))
                .isInstanceOf(InputRejected.class)
                .hasMessageContaining("NUL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.sh", "./report.sh", "~/report.sh", "/", "/opt/\0"})
    void a_path_that_is_not_absolute_is_refused_by_name(String path) {
        assertThatThrownBy(() -> AllowedPrograms.of("/bin/true," + path))
                .isInstanceOf(Refusal.class)
                .hasMessage("caravan.dispatcher.programs: " + path + " is no absolute path of a program");
    }

    @Test
    void what_cannot_be_run_here_is_refused_by_name(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("missing");
        Path plain = Files.createFile(folder.resolve("plain"));
        Path script = new Scripts(folder).script("script");

        for (Path wrong : List.of(missing, plain, folder)) {
            assertThatThrownBy(() -> AllowedPrograms.of(script + "," + wrong).checkRunnable())
                    .isInstanceOf(Refusal.class)
                    .hasMessage("caravan.dispatcher.programs: " + wrong + " is no file that this process can execute");
        }
        assertThatCode(() -> AllowedPrograms.of(script.toString()).checkRunnable())
                .doesNotThrowAnyException();
    }
}
