package caravan.minions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** To the byte, as the original wrote it: who compares texts finds the same. */
class JobDocumentTest {

    private static final UUID ID = UUID.fromString("5bbc0b2d-d10b-4bd1-a3b0-22c2dd21f8fe");

    @Test
    void a_job_that_is_not_finished() {
        assertThat(JobJson.of(JobDocument.of(ID, null, null, null)))
                .isEqualTo("{\"destination\": null, \"message\": null, \"result\": \"not_finished\","
                        + " \"status\": \"pending\", \"uuid\": \"" + ID + "\"}");
    }

    @Test
    void a_job_that_is_finished() {
        assertThat(JobJson.of(JobDocument.of(ID, null, "Tue, 26 Jan 2016 07:59:29 +0000", "success")))
                .isEqualTo("{\"destination\": null, \"message\": \"Tue, 26 Jan 2016 07:59:29 +0000\","
                        + " \"result\": \"success\", \"status\": \"finished\", \"uuid\": \"" + ID + "\"}");
    }

    @Test
    void a_job_that_has_failed_and_is_to_be_posted() {
        assertThat(JobJson.of(JobDocument.of(ID, "http://example.org/jobs", "no time", "error")))
                .isEqualTo("{\"destination\": \"http://example.org/jobs\", \"message\": \"no time\","
                        + " \"result\": \"error\", \"status\": \"finished\", \"uuid\": \"" + ID + "\"}");
    }

    @Test
    void a_job_that_was_not_started() {
        assertThat(JobDocument.refused("UUID '…' not valid"))
                .isEqualTo("{\"message\": \"UUID '…' not valid\", \"result\": \"error\", \"status\": \"not_started\"}");
    }
}
