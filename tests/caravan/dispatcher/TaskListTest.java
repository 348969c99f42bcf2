package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskListTest {
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final BlockingQueue<Map<String, Object>> asked = new LinkedBlockingQueue<>();
    private final TaskList list = new TaskList(
            parameters -> {
                asked.add(parameters);
                return rows;
            },
            Runnable::run);

    @AfterEach
    void close() {
        list.close();
    }

    @Test
    void nothing_asked_is_fifty_of_all_and_one_more_to_see_whether_there_is_a_next() {
        assertThat(parameters(null, null, null, null))
                .containsEntry("limit", 51)
                .containsEntry("status", null)
                .containsEntry("application", null)
                .containsEntry("before", UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"))
                .containsEntry("failed", null)
                .containsEntry("unended", false)
                .containsEntry("claimed", false);
    }

    @ParameterizedTest
    @CsvSource({"202, 202", "102, 102", "200 OK, 200", "422 Unprocessable Entity, 422", "500, 500", "410, 410"})
    void a_status_is_asked_by_its_number_or_its_line(String text, int status) {
        assertThat(parameters(text, null, null, null)).containsEntry("status", status);
    }

    @ParameterizedTest
    @CsvSource({
        "202, , true, false",
        "102, , true, true",
        "200, , false, true",
        "422, 422, false, false",
        "500, 500, false, false",
        "410, 410, false, false"
    })
    void a_status_says_where_its_tasks_are_looked_for(String status, Integer failed, boolean unended, boolean claimed) {
        assertThat(parameters(status, null, null, null))
                .containsEntry("failed", failed)
                .containsEntry("unended", unended)
                .containsEntry("claimed", claimed);
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
        assertThat(parameters(null, null, null, "1")).containsEntry("limit", 2);
        assertThat(parameters(null, null, null, "500")).containsEntry("limit", 501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "0da5e1c5-6011-4c05-ae4b"})
    void a_before_that_is_no_uuid_is_a_400(String before) {
        refused(null, before, null, "before '" + before + "'");
    }

    @Test
    void a_page_says_where_the_next_one_begins() {
        UUID first = UUID.randomUUID();
        assertThat(page("1")).isEqualTo("{\"tasks\": [], \"next\": null}");
        rows.add(row(first, "{1}"));
        assertThat(page("1")).isEqualTo("{\"tasks\": [{1}], \"next\": null}");
        rows.add(row(UUID.randomUUID(), "{2}"));
        assertThat(page("1")).isEqualTo("{\"tasks\": [{1}], \"next\": \"" + first + "\"}");
    }

    @Test
    void an_application_with_a_nul_is_a_400_for_no_name_has_one() {
        assertThatThrownBy(() -> list.find(null, "a\0b", null, null))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }

    private Map<String, Object> parameters(String status, String application, String before, String limit) {
        list.find(status, application, before, limit).toCompletableFuture().join();
        return asked.remove();
    }

    private String page(String limit) {
        return list.find(null, null, null, limit).toCompletableFuture().join();
    }

    private void refused(String status, String before, String limit, String detail) {
        assertThatThrownBy(() -> list.find(status, null, before, limit))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem).hasMessageStartingWith(detail);
                });
    }

    private static Map<String, Object> row(UUID id, String document) {
        return Map.of("id", id, "document", document);
    }
}
