package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was imported can be taken back, what is being imported stopped, and what was there before emptied. */
@ExtendWith(ImportProcess.Extension.class)
class ImportChangeIT {
    static ImportProcess process;
    static Program program;
    static Imports imports;

    @BeforeAll
    static void take(ImportProcess running) {
        process = running;
        program = running.program();
        imports = running.imports();
    }

    @Test
    void undoing_takes_back_exactly_what_the_import_has_saved() {
        imports.simulate(Form.of("known.csv", Imports.rows("undo", 1, 10)));
        UUID id = imports.begin(Form.of("staff.csv", Imports.rows("undo", 5, 3000)));
        imports.awaitEnd(id);
        imports.simulate(Form.of("later.csv", Imports.rows("undo", 2995, 3010)));
        long before = imports.table();

        HttpResponse<String> answer = program.post("/imports/" + id + "/undo", "");

        assertThat(Tasks.json(answer.body()).get("undone").asInt()).isEqualTo(2990);
        assertThat(imports.table()).isEqualTo(before - 2990);
        assertThat(imports.account(id).get("state").asText()).isEqualTo("undone");
        assertThat(program.post("/imports/" + id + "/undo", "").statusCode()).isEqualTo(409);
        assertThat(Events.detail(409, program.post("/imports/" + id + "/stop", "")))
                .contains("it is undone");
        JsonNode again = imports.simulate(Form.of("staff.csv", Imports.rows("undo", 1, 3010)));
        assertThat(again.at("/info/saved").asInt()).isEqualTo(2990);
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "batch"})
    void one_that_is_stopped_keeps_what_is_saved_and_leaves_no_queue_behind(String mode) {
        long before = imports.table();
        UUID id = imports.begin(Form.of("staff.csv", () -> Imports.many("stop-" + mode, 1, 1_000_000))
                .with("mode", mode));
        await().atMost(Imports.PATIENCE)
                .until(() -> imports.account(id).get("sent").asLong() > 0);

        assertThat(stop(id).statusCode()).isEqualTo(200);

        JsonNode account = imports.account(id);
        assertThat(account.get("state").asText()).as(account.toString()).isEqualTo("stopped");
        assertThat(account.get("saved").asLong()).isLessThan(1_000_000).isEqualTo(imports.table() - before);
        assertThat(account.get("received")).isEqualTo(account.get("saved"));
        assertThat(imports.session(id).get("state").asText()).isEqualTo("not-completed");
        try (Queues queues = new Queues(process.testbed().broker(program))) {
            assertThat(queues.has(id)).isFalse();
        }
        assertThat(stop(id).statusCode()).isEqualTo(409);
    }

    @Test
    void one_that_waits_for_its_turn_is_stopped_at_once_and_leaves_no_queue_behind() {
        List<UUID> running = Stream.generate(
                        () -> imports.begin(Form.of("staff.csv", () -> Imports.many("turn", 1, 1_000_000))))
                .limit(ImportProcess.MOST_AT_ONCE)
                .toList();
        UUID waiting = imports.begin(Form.of("staff.csv", Imports.rows("turn", 1, 3)));

        HttpResponse<String> answer = stop(waiting);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(running)
                .allSatisfy(id ->
                        assertThat(imports.account(id).get("state").asText()).isEqualTo("running"));
        assertThat(imports.account(waiting).get("state").asText()).isEqualTo("stopped");
        assertThat(imports.account(waiting).get("sent").asInt()).isZero();
        assertThat(imports.session(waiting).get("state").asText()).isEqualTo("not-completed");
        try (Queues queues = new Queues(process.testbed().broker(program))) {
            assertThat(queues.has(waiting)).isFalse();
        }
        assertThat(running).allSatisfy(id -> assertThat(stop(id).statusCode()).isEqualTo(200));
    }

    @Test
    void the_table_is_emptied_first_if_that_is_said() {
        imports.simulate(Form.of("staff.csv", Imports.rows("clear", 1, 10)));

        JsonNode answer = imports.simulate(
                Form.of("staff.csv", Imports.rows("clear", 1, 4)).with("clear", "true"));

        assertThat(answer.at("/info/saved").asInt()).isEqualTo(4);
        assertThat(imports.table()).isEqualTo(4);
    }

    private static HttpResponse<String> stop(UUID id) {
        return program.send(program.request("/imports/" + id).DELETE());
    }
}
