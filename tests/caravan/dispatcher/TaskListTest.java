package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskListTest {
    final TaskList list = new TaskList();

    @Test
    void nothing_asked_is_fifty_of_all_and_one_more_to_see_whether_there_is_a_next() {
        assertThat(list.parameters(null, null, null, null))
                .containsEntry("limit", 51)
                .containsEntry("status", null)
                .containsEntry("application", null)
                .containsEntry("before", null);
    }

    @ParameterizedTest
    @CsvSource({"202, 202", "102, 102", "200 OK, 200", "422 Unprocessable Entity, 422", "500, 500", "410, 410"})
    void a_status_is_asked_by_its_number_or_its_line(String text, int status) {
        assertThat(list.parameters(text, null, null, null)).containsEntry("status", status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "404", "2020", "OK", "-202"})
    void another_status_is_a_400(String status) {
        refused(status, null, null, "status '" + status + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "many", "", "1.0", "99999999999"})
    void another_limit_is_a_400(String limit) {
        refused(null, null, limit, "limit '" + limit + "'");
    }

    @Test
    void a_limit_up_to_500_is_taken() {
        assertThat(list.parameters(null, null, null, "1")).containsEntry("limit", 2);
        assertThat(list.parameters(null, null, null, "500")).containsEntry("limit", 501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "0da5e1c5-6011-4c05-ae4b"})
    void a_before_that_is_no_uuid_is_a_400(String before) {
        refused(null, before, null, "before '" + before + "'");
    }

    @Test
    void a_page_says_where_the_next_one_begins() {
        UUID first = UUID.randomUUID();
        Map<String, Object> asked = list.parameters(null, null, null, "1");
        assertThat(list.page(List.of(), asked)).isEqualTo("{\"tasks\": [], \"next\": null}");
        assertThat(list.page(List.of(row(first, "{1}")), asked)).isEqualTo("{\"tasks\": [{1}], \"next\": null}");
        assertThat(list.page(List.of(row(first, "{1}"), row(UUID.randomUUID(), "{2}")), asked))
                .isEqualTo("{\"tasks\": [{1}], \"next\": \"" + first + "\"}");
    }

    private void refused(String status, String before, String limit, String detail) {
        assertThatThrownBy(() -> list.parameters(status, null, before, limit))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem).hasMessageStartingWith(detail);
                });
    }

    private static Map<String, Object> row(UUID id, String document) {
        return Map.of("id", id, "document", document);
    }
}
