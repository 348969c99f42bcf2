package caravan.dispatcher.applications.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.dispatcher.applications.Interruptible;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramRunsTest {
    static final int MOST = 200_000;

    @TempDir
    Path folder;

    Scripts scripts;
    ProgramRuns programs = new ProgramRuns(ProcessGroups.ofThisMachine(), MOST);

    @BeforeEach
    void begin() {
        scripts = new Scripts(folder);
    }

    @Test
    void what_a_program_prints_is_the_result() throws Exception {
        assertThat(run(scripts.call("hello", "echo hello", "echo 'not this' >&2")))
                .isEqualTo("hello\n");
        assertThat(run(scripts.call("silent", "true"))).isEmpty();
    }

    @Test
    void arguments_are_passed_as_they_are() throws Exception {
        List<String> arguments =
                List.of("a b", "", "$HOME", "`id`", "; id", "*", "'", "\"", "\\", "-n", "--help", "é\n");
        Path script = scripts.script("arguments", "printf '[%s]' \"$@\"");

        assertThat(run(new ProgramCall(script, arguments))).isEqualTo("[" + String.join("][", arguments) + "]");
    }

    @Test
    void a_program_sees_little_of_our_environment() throws Exception {
        String output = run(new ProgramCall(Path.of("/usr/bin/env"), List.of()));

        assertThat(Arrays.stream(output.split("\n")).map(line -> line.replaceFirst("=.*", "")))
                .isSubsetOf("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TASK_ID", "TASK_ATTEMPT");
        assertThat(output.split("\n")).contains("TASK_ID=task-1", "TASK_ATTEMPT=2", "PATH=" + System.getenv("PATH"));
    }

    @Test
    void it_has_nothing_to_read() throws Exception {
        assertThat(run(scripts.call("reader", "cat; echo end"))).isEqualTo("end\n");
    }

    @Test
    void its_folder_is_empty_and_removed_afterwards() throws Exception {
        String output = run(scripts.call(
                "litter", "pwd", "ls -A", "mkdir -p a/b", "echo x > a/b/c", "ln -s / root", "mkfifo pipe"));

        assertThat(output.lines()).hasSize(1);
        assertThat(Path.of(output.strip())).isAbsolute().doesNotExist();
        assertThat(Path.of("/bin")).isNotEmptyDirectory();
    }

    @Test
    void another_status_than_0_is_a_failure_with_what_it_says_about_it() throws Exception {
        assertThatThrownBy(() -> run(scripts.call("wrong", "echo result", "echo no such thing >&2", "exit 3")))
                .isInstanceOf(ProgramFailed.class)
                .hasMessage("wrong ended with status 3: no such thing");
        assertThatThrownBy(() -> run(scripts.call("mute", "exit 255")))
                .isInstanceOf(ProgramFailed.class)
                .hasMessage("mute ended with status 255");
        assertThatThrownBy(() -> run(scripts.call("killed", "kill -9 $$")))
                .isInstanceOf(ProgramFailed.class)
                .hasMessage("killed ended with status 137");
    }

    @Test
    void of_a_long_complaint_the_end_is_kept() throws Exception {
        assertThatThrownBy(() -> run(scripts.call(
                        "long", "yes '0123456789' | head -c 5000000 >&2", "printf 'the \\0 end é' >&2", "exit 1")))
                .isInstanceOf(ProgramFailed.class)
                .message()
                .endsWith("the \u2400 end é")
                .hasSize("long ended with status 1: ".length() + 2000);
    }

    @Test
    void a_complaint_of_a_program_that_succeeds_is_not_in_its_way() throws Exception {
        assertThat(run(scripts.call("chatty", "yes | head -c 5000000 >&2", "echo done")))
                .isEqualTo("done\n");
    }

    @Test
    void output_up_to_the_limit_is_whole() throws Exception {
        assertThat(run(scripts.call("much", "yes | head -c " + MOST)))
                .hasSize(MOST)
                .endsWith("y\ny\n");
        assertThatThrownBy(() -> run(scripts.call("more", "yes | head -c " + (MOST + 1))))
                .isInstanceOf(ProgramFailed.class);
    }

    @Test
    void a_program_that_writes_for_ever_is_ended_and_its_failure_says_so() throws Exception {
        ProgramCall call = scripts.call("endless", "echo $$ > " + folder.resolve("pids"), "yes");

        assertThatThrownBy(() -> run(call))
                .isInstanceOf(ProgramFailed.class)
                .hasMessage("endless wrote more than 200000 bytes (caravan.dispatcher.max-result-bytes) and was ended");
        long pid = Long.parseLong(Files.readString(folder.resolve("pids")).strip());
        await().until(() -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void what_is_no_text_is_shown_as_such() throws Exception {
        assertThat(run(scripts.call("bytes", "printf 'a\\0b\\377c\\303\\251'"))).isEqualTo("a\u2400b\uFFFDcé");
    }

    @Test
    void a_character_that_comes_in_two_pieces_is_one() throws Exception {
        assertThat(run(scripts.call("pieces", "printf '\\303'", "sleep 0.2", "printf '\\251'")))
                .isEqualTo("é");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_program_that_cannot_be_started_is_a_failure(boolean groups) throws Exception {
        programs = groups ? programs : withoutSetsid();
        ProgramCall noInterpreter = new ProgramCall(scripts.program("odd", "#!/no/such/shell\n"), List.of());
        ProgramCall missing = new ProgramCall(folder.resolve("missing"), List.of());
        ProgramCall tooLong = new ProgramCall(Path.of("/bin/true"), List.of("x".repeat(10_000_000)));

        for (ProgramCall call : List.of(noInterpreter, missing, tooLong)) {
            assertThatThrownBy(() -> run(call)).isInstanceOf(ProgramFailed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_interrupt_ends_the_program_and_all_that_it_has_started(boolean groups) throws Exception {
        programs = groups ? programs : withoutSetsid();
        ProgramCall call = scripts.call(
                "family",
                "trap '' TERM INT HUP",
                "pwd > " + folder.resolve("pwd"),
                "(trap '' TERM; sleep 1000 & echo $! >> pids; wait) &",
                "setsid sleep 1000 &",
                "echo $! >> pids",
                "echo $$ >> pids",
                "while [ $(wc -l < pids) -lt 3 ]; do sleep 0.01; done",
                "cp pids " + folder.resolve("pids"),
                "sleep 1000");
        Interruptible<String> running = Interruptible.start(() -> run(call));
        List<ProcessHandle> family = scripts.processes("pids", 3);

        running.interrupt();

        assertThat(running.failure()).isInstanceOf(InterruptedException.class);
        await().until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(Path.of(Files.readString(folder.resolve("pwd")).strip())).doesNotExist();
    }

    @Test
    void an_interrupt_reaches_a_program_that_does_not_stop_writing() throws Exception {
        ProgramCall call =
                scripts.call("noisy", "echo $$ > " + folder.resolve("pids"), "while true; do echo complaint >&2; done");
        Interruptible<String> running = Interruptible.start(() -> run(call));
        List<ProcessHandle> program = scripts.processes("pids", 1);

        running.interrupt();

        assertThat(running.failure()).isInstanceOf(InterruptedException.class);
        await().until(() -> program.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void an_interrupt_at_any_moment_leaves_no_process() throws Exception {
        Path script = scripts.script("quick", "sleep 1000 &", "sleep 1000");
        for (int i = 0; i < 40; i++) {
            long moment = i * 500_000L;
            Interruptible<String> running = Interruptible.start(() -> run(new ProgramCall(script, List.of())));
            for (long begin = System.nanoTime(); System.nanoTime() - begin < moment; ) {
                Thread.onSpinWait();
            }
            running.interrupt();

            assertThat(running.failure()).isInstanceOf(InterruptedException.class);
        }
        await().until(() -> ProcessHandle.allProcesses()
                .noneMatch(process -> process.info().commandLine().orElse("").contains(script.toString())));
    }

    @Test
    void what_is_left_in_the_background_is_ended_and_not_waited_for() throws Exception {
        ProgramCall call = scripts.call(
                "background", "sleep 1000 &", "echo $! > " + folder.resolve("pids"), "yes > /dev/null &", "echo done");

        assertThat(run(call)).isEqualTo("done\n");
        long pid = Long.parseLong(Files.readString(folder.resolve("pids")).strip());
        await().until(() -> ProcessHandle.of(pid).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 1000", "yes complaint >&2"})
    void a_daemon_that_has_left_the_group_is_not_waited_for_though_it_holds_the_output(String work) throws Exception {
        ProgramCall call = scripts.call(
                "daemon",
                "setsid sh -c 'echo $$ > " + folder.resolve("pids") + "; exec " + work + "' &",
                "while [ ! -s " + folder.resolve("pids") + " ]; do sleep 0.01; done",
                "echo done");
        try {
            assertThat(run(call)).isEqualTo("done\n");
        } finally {
            long pid = Long.parseLong(Files.readString(folder.resolve("pids")).strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void programs_run_beside_each_other() throws Exception {
        Path script = scripts.script("beside", "sleep 0.2", "echo $1");
        List<Interruptible<String>> runs = IntStream.range(0, 8)
                .mapToObj(number ->
                        Interruptible.start(() -> run(new ProgramCall(script, List.of(Integer.toString(number))))))
                .toList();

        for (int number = 0; number < 8; number++) {
            assertThat(runs.get(number).result()).isEqualTo(number + "\n");
        }
    }

    private static ProgramRuns withoutSetsid() {
        return new ProgramRuns(new ProcessGroups(Optional.empty()), MOST);
    }

    private String run(ProgramCall call) throws Exception {
        return programs.run(call, "task-1", "2");
    }
}
