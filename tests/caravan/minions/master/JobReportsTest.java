package caravan.minions.master;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobReportsTest {

    private static final String ID = "5bbc0b2d-d10b-4bd1-a3b0-22c2dd21f8fe";
    private static final String GOOD = entry('"' + ID + '"', "\"Yes\"", "\"success\"");

    private final JobReports reports = new JobReports();

    @Test
    void jobs_are_read_with_what_came_of_them() {
        List<Job> jobs = read("[" + GOOD + ", " + entry('"' + ID + '"', "\"no time\"", "\"error\"") + "]");
        assertThat(jobs)
                .extracting(Job::id, Job::message, Job::result)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(UUID.fromString(ID), "Yes", "success"),
                        org.assertj.core.groups.Tuple.tuple(UUID.fromString(ID), "no time", "error"));
        assertThat(read("[]")).isEmpty();
    }

    @Test
    void a_thousand_are_the_most() {
        assertThat(read(Collections.nCopies(1000, GOOD).toString())).hasSize(1000);
        refused(Collections.nCopies(1001, GOOD).toString(), "up to 1000 jobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[", "<jobs/>", "[1,]", "\u0000"})
    void what_is_no_json_is_refused(String body) {
        refused(body, "The report is no JSON");
    }

    @Test
    void nothing_is_refused() {
        assertThatThrownBy(() -> reports.read(null)).isInstanceOf(Problem.class);
        refused("", "A report is a JSON array");
        refused("[".repeat(100_000), "The report is no JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "\"x\"", "1"})
    void what_is_no_list_is_refused(String body) {
        refused(body, "A report is a JSON array");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "\"\"", "\"5bbc0b2d\"", "\"{5bbc0b2d-d10b-4bd1-a3b0-22c2dd21f8fe}\"", "[]"})
    void a_uuid_that_is_none_is_named(String uuid) {
        refused("[" + GOOD + "," + entry(uuid, "\"Yes\"", "\"success\"") + "]", "The uuid of job 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "true", "[\"Yes\"]", "\"Y\\u0000es\"", "\"Y\\ud83des\"", "\"Yes\\udfb1\""})
    void a_message_that_is_none_is_named(String message) {
        refused("[" + entry('"' + ID + '"', message, "\"success\"") + "]", "The message of job 1");
    }

    @Test
    void a_message_has_ten_thousand_characters_at_most() {
        assertThat(read("[" + entry('"' + ID + '"', '"' + "a".repeat(10_000) + '"', "\"success\"") + "]"))
                .hasSize(1);
        refused(
                "[" + entry('"' + ID + '"', '"' + "a".repeat(10_001) + '"', "\"success\"") + "]",
                "The message of job 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"Success\"", "\"not_finished\"", "1"})
    void a_result_that_is_none_is_named(String result) {
        refused("[" + entry('"' + ID + '"', "\"Yes\"", result) + "]", "The result of job 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "1", "[]"})
    void an_entry_that_is_none_is_refused(String entry) {
        refused("[" + entry + "]", "The uuid of job 1");
    }

    private void refused(String body, String why) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400))
                .hasMessageContaining(why);
    }

    private List<Job> read(String body) {
        return reports.read(body.getBytes(UTF_8));
    }

    private static String entry(String uuid, String message, String result) {
        return "{\"uuid\": " + uuid + ", \"message\": " + message + ", \"result\": " + result + "}";
    }
}
