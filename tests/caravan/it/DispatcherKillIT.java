package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A dispatcher is killed while another one and a worker go on. What it has answered and not published is published by the
 * relay of the other. RabbitMQ is killed and started by the commands that {@link BrokerKillIT} names.
 */
@Tag("real-servers")
@Tag("kills-servers")
class DispatcherKillIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @AfterEach
    void leaveNobodyForTheNextTest() {
        TESTBED.stopPrograms();
    }

    @AfterAll
    static void leaveTheBrokerRunning() {
        Shell.run(RealServers.variable("CARAVAN_TEST_BROKER_START"));
    }

    @Test
    void every_task_that_it_has_answered_is_done_though_it_never_comes_back() {
        Program survivor = TESTBED.start("caravan.roles=dispatcher");
        Program victim = TESTBED.startBeside(survivor, "caravan.roles=dispatcher", "caravan.instance=2");
        TESTBED.startBeside(survivor, "caravan.roles=worker");
        Crowd others = Crowd.sending(survivor, 500);
        Crowd crowd = Crowd.sending(victim, 100_000);
        crowd.awaitAnswered(ThreadLocalRandom.current().nextInt(100, 600));

        victim.kill9();
        crowd.leave();
        others.awaitAll();

        assertThat(crowd.refusals()).containsExactly("no answer");
        crowd.expectResults(survivor, Duration.ofSeconds(90));
        assertThat(others.refusals()).isEmpty();
        others.expectResults(survivor, Duration.ofSeconds(90));
    }

    @Test
    void what_it_could_not_publish_is_published_by_the_other() {
        Program survivor = TESTBED.start("caravan.roles=dispatcher");
        Program victim = TESTBED.startBeside(survivor, "caravan.roles=dispatcher", "caravan.instance=2");
        TESTBED.startBeside(survivor, "caravan.roles=worker");
        Shell.run(RealServers.variable("CARAVAN_TEST_BROKER_KILL"));
        Crowd crowd = Crowd.sending(victim, 300);
        crowd.awaitAll();
        assertThat(crowd.answered()).hasSize(300);

        victim.kill9();
        Shell.run(RealServers.variable("CARAVAN_TEST_BROKER_START"));

        crowd.expectResults(survivor, Duration.ofSeconds(90));
    }
}
