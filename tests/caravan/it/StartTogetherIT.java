package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several processes find an empty schema and a broker without queues at the same moment. */
@Tag("real-servers")
class StartTogetherIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @Test
    void all_get_ready_and_work() {
        List<Program> programs = IntStream.rangeClosed(1, 4)
                .mapToObj(number ->
                        TESTBED.launchBeside(null, "caravan.roles=dispatcher,worker", "caravan.instance=" + number))
                .toList();

        for (Program program : programs) {
            Tasks tasks = new Tasks(program.awaitReady());
            JsonNode document = tasks.awaitEnd(tasks.accepted("add/2/2"));
            assertThat(document.get("result").asInt()).isEqualTo(4);
            assertThat(program.log()).doesNotContain(" ERROR ", "\tat ");
        }
    }
}
