package caravan.imports.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRequestTest {
    final SessionRequest request = new SessionRequest();

    @Test
    void new_sessions_have_uuids_that_begin_with_the_time() {
        assertThat(Stream.generate(request::create).limit(100).toList())
                .doesNotHaveDuplicates()
                .allSatisfy(uuid -> assertThat(UUID.fromString(uuid).version()).isEqualTo(7));
    }

    @Test
    void a_uuid_is_taken_in_either_case() {
        assertThat(request.session("0190A1B2-0000-7000-8000-00000000000F"))
                .isEqualTo("0190a1b2-0000-7000-8000-00000000000f");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "1-2-3-4-5", "0190a1b2-0000-7000-8000-00000000000g", "0190a1b2000070008000000000000000"})
    void what_is_no_uuid_is_no_session(String uuid) {
        assertProblem(404, () -> request.session(uuid));
    }

    @Test
    void a_timeout_is_a_whole_number_of_seconds_from_1_to_3600_and_5_unless_it_is_said() {
        assertThat(request.timeout(null)).isEqualTo(5);
        assertThat(request.timeout("1")).isEqualTo(1);
        assertThat(request.timeout("3600")).isEqualTo(3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "3601", "5.0", "five", "99999", " 5", "٥"})
    void another_timeout_is_refused(String timeout) {
        assertProblem(400, () -> request.timeout(timeout));
    }

    @ParameterizedTest
    @CsvSource({", live", "live, live", "batch, batch"})
    void a_mode_is_live_unless_batch_is_said(String said, String mode) {
        assertThat(request.mode(said)).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Live", "stream"})
    void another_mode_is_refused(String mode) {
        assertProblem(400, () -> request.mode(mode));
    }

    @ParameterizedTest
    @CsvSource({", completed", "completed, completed", "not-completed, not-completed"})
    void a_session_ends_completed_unless_it_is_said_that_it_is_not(String said, String state) {
        assertThat(request.state(said)).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "listening", "created"})
    void another_state_is_refused(String state) {
        assertProblem(400, () -> request.state(state));
    }

    private static void assertProblem(int status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status())
                .isEqualTo(status));
    }
}
