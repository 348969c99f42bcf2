package caravan.imports.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionBatchTest {
    final UUID session = UUID.randomUUID();

    @Test
    void its_rows_are_arrays_of_the_same_length() {
        Map<String, Object> batch = batch(message(7L, row("A")), message(8L, row("B")));
        assertThat(batch).containsEntry("session", session);
        assertThat((Long[]) batch.get("numbers")).containsExactly(7L, 8L);
        assertThat((String[]) batch.get("names")).containsExactly("A", "B");
        assertThat((String[]) batch.get("mails")).containsExactly("A@example.org", "B@example.org");
        assertThat((byte[][]) batch.get("refused")).isEmpty();
    }

    @Test
    void a_number_that_came_before_in_the_batch_is_left_out() {
        Map<String, Object> batch = batch(message(1L, row("A")), message(2L, row("B")), message(1L, row("A")));
        assertThat((Long[]) batch.get("numbers")).containsExactly(1L, 2L);
        assertThat((String[]) batch.get("names")).containsExactly("A", "B");
    }

    @Test
    void without_numbers_nothing_is_left_out() {
        Map<String, Object> batch = batch(message(null, row("A")), message(null, row("A")));
        assertThat((Long[]) batch.get("numbers")).containsExactly(null, null);
        assertThat((String[]) batch.get("names")).containsExactly("A", "A");
    }

    @Test
    void the_rows_of_a_list_are_numbered_from_that_of_the_message() {
        Map<String, Object> batch =
                batch(message(10L, "[" + row("A") + "," + row("B") + "]"), message(11L, "[" + row("B") + "]"));
        assertThat((Long[]) batch.get("numbers")).containsExactly(10L, 11L);
        assertThat((String[]) batch.get("names")).containsExactly("A", "B");
    }

    @Test
    void what_is_no_row_is_kept_apart_with_the_reason_once() {
        Map<String, Object> batch =
                batch(message(1L, "hello"), message(1L, "hello"), message(null, "x"), message(null, "x"));
        assertThat((String[]) batch.get("names")).isEmpty();
        assertThat((Long[]) batch.get("refusedNumbers")).containsExactly(1L, null, null);
        assertThat((byte[][]) batch.get("refused"))
                .isDeepEqualTo(new byte[][] {"hello".getBytes(UTF_8), "x".getBytes(UTF_8), "x".getBytes(UTF_8)});
        assertThat((String[]) batch.get("reasons")).hasSize(3).allMatch(reason -> reason.startsWith("it is no"));
    }

    @Test
    void a_list_with_one_wrong_row_is_refused_as_a_whole() {
        Map<String, Object> batch = batch(message(1L, "[" + row("A") + ",{}]"));
        assertThat((String[]) batch.get("names")).isEmpty();
        assertThat((String[]) batch.get("reasons")).containsExactly("it has no name");
    }

    @Test
    void of_a_long_message_the_beginning_is_kept() {
        Map<String, Object> batch = batch(message(1L, "x".repeat(65_537)));
        assertThat(((byte[][]) batch.get("refused"))[0]).hasSize(65_536);
    }

    private Map<String, Object> batch(Received... messages) {
        return new SessionBatch(session, List.of(messages)).parameters();
    }

    private static Received message(Long number, String body) {
        return new Received(1, number, body.getBytes(UTF_8));
    }

    private static String row(String name) {
        return "{\"name\": \"" + name + "\", \"mail\": \"" + name + "@example.org\"}";
    }
}
