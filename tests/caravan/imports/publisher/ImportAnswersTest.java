package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImportAnswersTest {
    static final ObjectMapper JSON = new ObjectMapper();
    static final UUID ID = UUID.randomUUID();

    final ImportAnswers answers = new ImportAnswers();

    @Test
    void its_document_has_these_members() throws Exception {
        assertThat(JSON.readTree(answers.document(row()))).isEqualTo(JSON.readTree("""
                        {"uuid": "%s", "state": "running", "file": "staff.csv", "mode": "live", "bytes": 812,
                         "bytes_read": 400, "percent": 49, "sent": 4, "received": 4, "saved": 3, "duplicates": 1,
                         "rejected": 2, "rows_per_second": 9000, "message": null}""".formatted(ID)));
    }

    @Test
    void that_of_a_dry_run_says_so_and_how_many_rows_are_good() throws Exception {
        Map<String, Object> row = row();
        row.put("dry_run", true);
        JsonNode document = JSON.readTree(answers.document(row));
        assertThat(document.get("dry_run").asBoolean()).isTrue();
        assertThat(document.get("valid").asLong()).isEqualTo(5);
    }

    @Test
    void what_a_consumer_does_not_say_is_null() throws Exception {
        Map<String, Object> row = row();
        row.put("saved", null);
        assertThat(JSON.readTree(answers.document(row)).get("saved").isNull()).isTrue();
    }

    @Test
    void a_list_has_the_same_documents() throws Exception {
        assertThat(JSON.readTree(answers.list(List.of(row()))).get("imports").get(0))
                .isEqualTo(JSON.readTree(answers.document(row())));
        assertThat(answers.list(List.of())).isEqualTo("{\"imports\":[]}");
    }

    @Test
    void a_simulation_is_answered_as_the_protocol_has_it() throws Exception {
        Map<String, Object> row = row();
        row.put("state", "completed");
        assertThat(JSON.readTree(answers.simulated(row))).isEqualTo(JSON.readTree("""
                        {"status": "completed", "sent": 4, "info": {"uuid": "%s", "checksum": 4, "saved": 3,
                         "duplicates": 1, "rejected": 2, "db_count": 6}}""".formatted(ID)));
    }

    @Test
    void a_simulation_that_is_not_completed_says_why() throws Exception {
        Map<String, Object> row = row();
        row.put("state", "not-completed");
        row.put("message", "The broker is away");
        assertThat(JSON.readTree(answers.simulated(row)).get("status").asText())
                .isEqualTo("not-completed: The broker is away");
        assertThat(answers.refused("mode is \"x\"")).isEqualTo("{\"status\":\"mode is \\\"x\\\"\",\"sent\":0}");
    }

    @Test
    void undone_says_how_many_also_if_none() throws Exception {
        Map<String, Object> row = row();
        row.put("undone", 3L);
        assertThat(answers.undone(row)).isEqualTo("{\"uuid\":\"" + ID + "\",\"undone\":3}");
        row.put("undone", null);
        assertThat(answers.undone(row)).isEqualTo("{\"uuid\":\"" + ID + "\",\"undone\":0}");
    }

    /** As the view has it. */
    private static Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        row.put("id", ID);
        row.put("state", "running");
        row.put("file", "staff.csv");
        row.put("mode", "live");
        row.put("dry_run", false);
        row.put("bytes", 812L);
        row.put("bytes_read", 400L);
        row.put("percent", 49L);
        row.put("sent", 4L);
        row.put("valid", 5L);
        row.put("received", 4L);
        row.put("saved", 3L);
        row.put("duplicates", 1L);
        row.put("rejected", 2L);
        row.put("rows_per_second", 9000L);
        row.put("db_count", 6L);
        return row;
    }
}
