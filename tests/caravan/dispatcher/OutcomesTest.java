package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutcomesTest {
    final Outcomes outcomes =
            new Outcomes(new Backoff(3, Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1)));
    final ClaimedTask task = new ClaimedTask(UUID.randomUUID(), "add", "[]", 3, "request-1");

    @Test
    void a_result_of_any_shape_is_written_as_json() throws Exception {
        assertThat(outcomes.succeeded(task, new BigDecimal("4")))
                .isEqualTo(new Outcome(task.id(), 3, 200, null, "4", null, null, ""));
        assertThat(outcomes.succeeded(task, null).result()).isEqualTo("null");
        assertThat(outcomes.succeeded(task, "a\0\"").result()).isEqualTo("\"a\\u0000\\\"\"");
        assertThat(outcomes.succeeded(task, Map.of("a", List.of(1))).result()).isEqualTo("{\"a\":[1]}");
    }

    @Test
    void a_result_that_cannot_be_written_is_the_application_s_failure() {
        assertThatThrownBy(() -> outcomes.succeeded(task, new Object())).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void a_rejection_says_why_and_has_no_traceback() {
        assertThat(outcomes.rejected(task, new InputRejected("'two' is not a number")))
                .isEqualTo(new Outcome(task.id(), 3, 422, null, null, "InputRejected", "'two' is not a number", ""));
    }

    @Test
    void a_failure_has_its_type_its_message_and_its_traceback() {
        Outcome outcome = outcomes.failed(task, new IllegalStateException("oh"));
        assertThat(outcome.status()).isEqualTo(500);
        assertThat(outcome.attempt()).isEqualTo(3);
        assertThat(outcome.exceptionType()).isEqualTo("IllegalStateException");
        assertThat(outcome.exceptionValue()).isEqualTo("oh");
        assertThat(outcome.exceptionTraceback())
                .startsWith("java.lang.IllegalStateException: oh")
                .contains("OutcomesTest");
        assertThat(outcomes.failed(task, new IllegalStateException()).exceptionValue())
                .isNull();
    }

    @Test
    void a_failure_that_is_not_the_last_one_waits_for_the_next_attempt() {
        ClaimedTask second = new ClaimedTask(task.id(), "add", "[]", 2, null);
        Outcome outcome = outcomes.failed(second, new IllegalStateException("oh"));
        assertThat(outcome.status()).isEqualTo(102);
        assertThat(outcome.pause()).isBetween(0L, 2000L);
        assertThat(outcome.exceptionValue()).isEqualTo("oh");
    }

    @Test
    void a_long_traceback_is_cut() {
        Outcome outcome = outcomes.failed(task, new IllegalStateException("o".repeat(20_000)));
        assertThat(outcome.exceptionTraceback()).hasSize(8 * 1024 + 1).endsWith("o…");
    }

    @Test
    void a_nul_that_postgresql_does_not_hold_is_shown_as_its_symbol() {
        Outcome failed = outcomes.failed(task, new IllegalStateException("a\0b"));
        assertThat(failed.exceptionValue()).isEqualTo("a␀b");
        assertThat(failed.exceptionTraceback()).contains("a␀b").doesNotContain("\0");
        assertThat(outcomes.rejected(task, new InputRejected("\0")).exceptionValue())
                .isEqualTo("␀");
    }
}
