package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskKeyTest {

    @Test
    void an_event_is_known_by_its_source_and_id_as_a_pair() {
        assertThat(TaskKey.ofEvent("a", "bc")).isEqualTo(TaskKey.ofEvent("a", "bc"));
        assertThat(TaskKey.ofEvent("a", "bc")).isNotEqualTo(TaskKey.ofEvent("ab", "c"));
        assertThat(TaskKey.ofEvent("a", "bc").request()).isNull();
    }

    @Test
    void a_request_is_known_by_its_key_and_compared_by_its_application_and_arguments() {
        TaskKey key = TaskKey.ofRequest("k", "add", "[\"1\"]");

        assertThat(TaskKey.ofRequest("k", "add", "[\"2\"]").digest()).isEqualTo(key.digest());
        assertThat(TaskKey.ofRequest("k", "add", "[\"2\"]").request()).isNotEqualTo(key.request());
        assertThat(TaskKey.ofRequest("k", "echo", "[\"1\"]").request()).isNotEqualTo(key.request());
        assertThat(TaskKey.ofRequest("l", "add", "[\"1\"]").digest()).isNotEqualTo(key.digest());
    }

    @Test
    void a_long_key_is_as_short_as_any() {
        assertThat(TaskKey.ofEvent("s".repeat(1_000_000), "ä").digest()).hasSize(64);
    }
}
