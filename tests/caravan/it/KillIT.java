package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything is killed at once, in the middle of its work, as by a power cut. */
class KillIT {

    private static final int TASKS = 500;

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @Test
    void every_task_that_was_answered_is_done_after_the_next_start() {
        Program program = TESTBED.start();
        Crowd crowd = Crowd.sending(program, TASKS);
        crowd.awaitAnswered(TASKS / 2);

        program.kill9();
        crowd.leave();

        assertThat(crowd.answered()).hasSizeBetween(TASKS / 2, TASKS - 1);
        crowd.expectResults(TESTBED.start(), Duration.ofSeconds(90));
    }
}
