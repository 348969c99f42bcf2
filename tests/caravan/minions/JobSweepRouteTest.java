package caravan.minions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import caravan.minions.master.StandInMinion;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is lost is found again. No test tells a minion to report: all is by asking. */
class JobSweepRouteTest extends MasterTest {

    @BeforeAll
    static void start() {
        program = master("JobRoute", "JobReadRoute", "JobSweepRoute", "JobTableRoute", "ErrorConfiguration")
                .start();
    }

    @Test
    void a_job_that_came_without_a_minion_is_forwarded_when_there_is_one() throws Exception {
        UUID id = time("0");
        await().during(Duration.ofSeconds(1)).until(() -> row(id).get("minion") == null);
        StandInMinion minion = minion();
        awaitFinished(id);
        assertThat(json(query(id)).path("message").asText()).isEqualTo("by " + minion.address());
        assertThat(minion.orders()).as("what was due is not delayed anew").allSatisfy(order -> assertThat(order)
                .containsEntry("delay", "0"));
    }

    @Test
    void so_is_one_that_was_stored_by_a_master_that_died_then() throws Exception {
        UUID id = UUID.randomUUID();
        tables.execute(
                "INSERT INTO job (id, kind, question, due, created) VALUES (?, 'magic8ball', 'Why?', now(), now() - interval '1 minute')",
                id);
        StandInMinion minion = minion();
        awaitFinished(id);
        assertThat(minion.orders()).anySatisfy(order -> assertThat(order).containsEntry("question", "Why?"));
    }

    @Test
    void jobs_that_are_late_are_asked_for_and_not_one_after_the_other() throws Exception {
        minion();
        for (int i = 0; i < 60; i++) {
            time("0.5");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> tables.query("SELECT id FROM job WHERE finished IS NULL")
                .isEmpty());
    }

    @Test
    void the_jobs_of_a_minion_that_is_gone_are_another_one_s() throws Exception {
        StandInMinion gone = minion().lazy();
        List<UUID> jobs = List.of(time("0"), time("1"), time("3600"));
        awaitHeld(jobs, gone);
        StandInMinion other = minion();
        dismiss(gone);
        awaitHeld(jobs.subList(2, 3), other);
        jobs.subList(0, 2).forEach(MasterTest::awaitFinished);
        assertThat(other.orders())
                .filteredOn(order -> order.get("uuid").equals(jobs.get(2).toString()))
                .allSatisfy(order ->
                        assertThat(Double.parseDouble(order.get("delay"))).isBetween(3000.0, 3600.0));
    }

    @Test
    void so_are_those_of_one_that_hangs() throws Exception {
        StandInMinion hanging = minion();
        List<UUID> jobs = List.of(time("3600"), time("3600"));
        awaitHeld(jobs, hanging);
        StandInMinion other = minion();
        hanging.hang();
        awaitHeld(jobs, other);
    }

    @Test
    void one_that_has_forgotten_a_job_is_given_all_of_its_jobs_again() throws Exception {
        StandInMinion minion = minion();
        List<UUID> jobs = List.of(time("3600"), time("3600"), time("3600"));
        awaitHeld(jobs, minion);
        minion.forget();
        await().atMost(Duration.ofSeconds(30)).until(() -> minion.size() == 3);
        awaitHeld(jobs, minion);
    }

    @Test
    void what_is_finished_is_left_alone() throws Exception {
        StandInMinion gone = minion();
        UUID finished = time("0");
        awaitFinished(finished);
        Message before = query(finished);
        dismiss(gone);
        StandInMinion other = minion();
        UUID later = time("0");
        awaitFinished(later);
        awaitFinished(sweptAfter());
        assertThat(other.orders()).noneSatisfy(order -> assertThat(order).containsEntry("uuid", finished.toString()));
        assertThat(query(finished).getBody()).isEqualTo(before.getBody());
        assertThat(row(finished)).containsEntry("minion", null);
    }

    /** A job that only a sweep finds. */
    private static UUID sweptAfter() throws Exception {
        UUID id = UUID.randomUUID();
        tables.execute(
                "INSERT INTO job (id, kind, due, created) VALUES (?, 'time', now(), now() - interval '1 minute')", id);
        return id;
    }

    private static void awaitHeld(List<UUID> jobs, StandInMinion minion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (UUID job : jobs) {
                assertThat(row(job)).containsEntry("minion", minion.instance().id());
            }
        });
    }
}
