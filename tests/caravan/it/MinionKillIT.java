package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Master and minions are killed at once, as by a power cut, with jobs that wait, and started again. */
class MinionKillIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @AfterEach
    void stop() {
        TESTBED.stopPrograms();
    }

    @Test
    void every_job_that_was_answered_is_finished_once_after_the_next_start() {
        String[] properties = {"caravan.roles=master,minion", "caravan.heartbeat=1s"};
        Program program = TESTBED.start(properties);
        Master master = new Master(program);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jobs.add(master.time(Integer.toString(i)));
            jobs.add(master.magic8ball("Will I live?", Integer.toString(i)));
        }
        String early = master.awaitFinished(jobs.get(0));
        program.kill9();

        Master again = new Master(TESTBED.start(properties));
        Map<String, String> messages = again.awaitFinished(jobs);
        assertThat(messages).hasSize(40).containsEntry(jobs.get(0), early);
        assertThat(again.awaitFinished(jobs)).isEqualTo(messages);
    }

    @Test
    void a_master_that_can_find_no_minion_says_so_once_and_takes_jobs_all_the_same() {
        Program program = TESTBED.start("caravan.roles=master");
        Master master = new Master(program);
        assertThat(master.isFinished(master.time("0"))).isFalse();
        assertThat(program.log().split("no minions", -1)).hasSize(2);
        assertThat(program.log()).contains("caravan.consul.url is empty");
        assertThat(program.get("/").body()).contains("/ask_a_minion/v1/time");
    }
}
