package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A master and its minions as processes that find each other through Consul, step by step; each step goes on from the last. */
@Tag("real-servers")
@TestMethodOrder(OrderAnnotation.class)
class MinionWalkIT {

    @RegisterExtension
    static final Testbed TESTBED = new Testbed();

    @TempDir
    static Path folder;

    private static final int PORT = Program.freePort();
    private static ConsulAgent consul;
    private static Master master;
    private static Program one;
    private static Program two;
    private static String early;

    @BeforeAll
    static void start() {
        consul = new ConsulAgent(folder.resolve("consul.log"));
        master = startMaster();
    }

    @AfterAll
    static void close() {
        consul.close();
    }

    @Test
    @Order(1)
    void without_a_minion_a_job_is_accepted_and_pending() {
        early = master.magic8ball("Will anybody come?", "0");
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(20)).until(() -> !master.isFinished(early));
    }

    @Test
    @Order(2)
    void one_starts_and_the_job_is_finished() {
        one = startMinion();
        master.awaitFinished(early);
    }

    @Test
    @Order(3)
    void a_second_starts_and_they_share_the_jobs() {
        two = startMinion();
        awaitAsked(one);
        awaitAsked(two);
    }

    @Test
    @Order(4)
    void one_is_killed_with_jobs_that_wait_and_the_other_finishes_them() {
        List<String> jobs = delayed(20, 8);
        one.kill9();
        Map<String, String> messages = master.awaitFinished(jobs);
        assertThat(master.awaitFinished(jobs)).isEqualTo(messages);
    }

    @Test
    @Order(5)
    void the_other_is_killed_and_restarted_at_the_same_address_and_is_given_its_jobs_again() {
        List<String> jobs = delayed(20, 12);
        int port = two.port();
        two.kill9();
        two = startMinion("caravan.port=" + port);
        master.awaitFinished(jobs);
    }

    @Test
    @Order(6)
    void the_master_is_killed_and_restarted_and_all_its_jobs_are_finished_once() {
        List<String> jobs = delayed(20, 10);
        jobs.addAll(delayed(20, 0));
        String known = master.awaitFinished(early);
        master.program().kill9();
        master = startMaster();
        Map<String, String> messages = master.awaitFinished(jobs);
        assertThat(master.awaitFinished(early)).isEqualTo(known);
        assertThat(master.awaitFinished(jobs)).isEqualTo(messages);
    }

    @Test
    @Order(7)
    void both_are_killed_and_restarted_and_all_jobs_are_finished() {
        List<String> jobs = delayed(20, 10);
        master.program().kill9();
        two.kill9();
        two = startMinion();
        master = startMaster();
        master.awaitFinished(jobs);
    }

    @Test
    @Order(8)
    void one_is_frozen_and_the_other_finishes_its_jobs() {
        one = startMinion();
        awaitAsked(one);
        awaitAsked(two);
        List<String> jobs = delayed(20, 4);
        jobs.addAll(delayed(20, 8));
        one.sigstop();
        Map<String, String> messages = master.awaitFinished(jobs);
        one.sigcont();
        awaitAsked(one);
        // By now it has done what it had, too, and told of it.
        String last = master.time("1");
        master.awaitFinished(last);
        assertThat(master.awaitFinished(jobs)).isEqualTo(messages);
    }

    @Test
    @Order(9)
    void consul_is_killed_and_jobs_are_finished_all_the_same() {
        consul.kill9();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> master.program().log().contains("does not answer: the instances last seen stay in use"));
        master.awaitFinished(delayed(10, 1));
    }

    @Test
    @Order(10)
    void who_is_told_to_stop_leaves_its_jobs_to_the_other() {
        consul.start();
        master.awaitMinion(Shop.address(one));
        List<String> jobs = delayed(10, 5);
        one.sigterm();
        one.awaitExit();
        master.awaitFinished(jobs);
        assertThat(master.program().log()).doesNotContain(" ERROR ", "\tat ");
        assertThat(two.log()).doesNotContain(" ERROR ", "\tat ");
    }

    private static List<String> delayed(int many, int seconds) {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            jobs.add(
                    i % 2 == 0
                            ? master.time(Integer.toString(seconds))
                            : master.magic8ball("And now?", Integer.toString(seconds)));
        }
        return jobs;
    }

    /** Waits until the master gives it jobs, as it is its turn. */
    private static void awaitAsked(Program minion) {
        int before = asked(minion);
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            master.awaitFinished(master.time("0"));
            return asked(minion) > before
                    && master.minion(Shop.address(minion))
                            .path("breaker")
                            .asText()
                            .equals("closed");
        });
    }

    private static int asked(Program minion) {
        return master.minion(Shop.address(minion)).path("asked").asInt();
    }

    private static Master startMaster() {
        return new Master(
                TESTBED.start("caravan.roles=master", "caravan.port=" + PORT, "caravan.consul.url=" + consul.url()));
    }

    private static Program startMinion(String... further) {
        String[] properties = new String[3 + further.length];
        properties[0] = "caravan.roles=minion";
        properties[1] = "caravan.heartbeat=1s";
        properties[2] = "caravan.consul.url=" + consul.url();
        System.arraycopy(further, 0, properties, 3, further.length);
        return TESTBED.start(properties);
    }
}
