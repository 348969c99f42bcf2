package caravan.minions.minion;

import static caravan.minions.minion.Works.MASTER;
import static caravan.minions.minion.Works.at;
import static caravan.minions.minion.Works.due;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.shared.http.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MinionJobsTest {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private final MinionJobs jobs = new MinionJobs(2000);

    @Test
    void what_is_due_first_is_done_first() {
        Work late = delayed(due(30));
        Work early = delayed(due(10));
        Work middle = delayed(due(20));
        assertThat(jobs.due(at(9))).isEmpty();
        assertThat(jobs.due(at(20))).containsExactly(early, middle);
        assertThat(jobs.due(at(20))).isEmpty();
        assertThat(jobs.due(at(30))).containsExactly(late);
    }

    @Test
    void many_are_due_some_at_a_time() {
        for (int i = 0; i < 1200; i++) {
            delayed(due(1));
        }
        assertThat(List.of(
                        jobs.due(at(1)).size(),
                        jobs.due(at(1)).size(),
                        jobs.due(at(1)).size()))
                .containsExactly(500, 500, 200);
    }

    @Test
    void the_same_uuid_twice_is_one_job() {
        Work first = due(0);
        assertThat(jobs.add(first, at(0))).isTrue();
        assertThat(jobs.add(due(first.id(), 5, null), at(0))).isFalse();
        assertThat(jobs.find(first.id())).isSameAs(first);
        assertThat(jobs.size()).isEqualTo(1);
    }

    @Test
    void what_is_removed_was_never_there() {
        Work work = delayed(due(0));
        jobs.remove(work.id());
        assertThat(jobs.find(work.id())).isNull();
        assertThat(jobs.due(at(0))).isEmpty();
        jobs.remove(UUID.randomUUID());
    }

    @Test
    void when_it_is_full_further_ones_are_refused_and_the_known_ones_are_not() {
        Work known = due(1);
        jobs.add(known, at(0));
        while (jobs.size() < 2000) {
            jobs.add(due(1), at(0));
        }
        assertThatThrownBy(() -> jobs.add(due(1), at(0)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
        assertThat(jobs.add(due(known.id(), 1, null), at(0))).isFalse();
    }

    @Test
    void when_it_is_full_those_make_room_that_everybody_knows_of() {
        List<Work> told = new ArrayList<>();
        while (jobs.size() < 2000) {
            told.add(done(due(UUID.randomUUID(), 0, null), 0));
        }
        assertThatThrownBy(() -> jobs.add(due(0), at(MINUTE))).isInstanceOf(Problem.class);
        assertThat(jobs.add(due(0), at(MINUTE + 1))).isTrue();
        assertThat(jobs.find(told.get(0).id())).isNull();
    }

    @Test
    void a_master_is_told_of_delayed_jobs_in_reports_of_five_hundred() {
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            works.add(done(due(0), 0));
        }
        Report first = onlyReport(0);
        assertThat(first.master()).isEqualTo(MASTER);
        assertThat(first.works()).isEqualTo(works.subList(0, 500));
        assertThat(jobs.reports(at(1))).as("one at a time").isEmpty();
        jobs.told(first);
        assertThat(onlyReport(1).works()).containsExactly(works.get(500));
    }

    @Test
    void each_master_has_reports_of_its_own() {
        URI other = URI.create("http://127.0.0.1:8011");
        Work mine = done(due(0), 0);
        Work others = done(due(UUID.randomUUID(), 0, other), 0);
        assertThat(jobs.reports(at(1)))
                .extracting(Report::master, Report::works)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(MASTER, List.of(mine)),
                        org.assertj.core.groups.Tuple.tuple(other, List.of(others)));
    }

    @Test
    void who_has_had_the_result_with_the_order_or_only_asks_is_not_told() {
        Work answered = due(0);
        jobs.add(answered, at(0));
        answered.finish("now", "success", at(0));
        jobs.finished(answered, false);
        done(due(UUID.randomUUID(), 0, null), 0);
        assertThat(jobs.reports(at(1))).isEmpty();
    }

    @Test
    void a_report_that_was_not_taken_comes_again_after_a_pause() {
        Work work = done(due(0), 0);
        jobs.untold(onlyReport(1), at(1));
        assertThat(jobs.reports(at(1))).isEmpty();
        assertThat(onlyReport(2).works()).containsExactly(work);
    }

    @Test
    void a_report_is_json() {
        Work work = done(due(0), 0);
        assertThat(onlyReport(1).document())
                .isEqualTo("[{\"uuid\":\"" + work.id() + "\",\"message\":\"now\",\"result\":\"success\"}]");
    }

    @Test
    void what_its_master_knows_is_kept_for_ten_minutes_and_what_it_does_not_for_an_hour() {
        Work told = done(due(0), 0);
        jobs.told(onlyReport(1));
        Work untold = done(due(0), 0);
        Work waiting = delayed(due(2 * HOUR));
        jobs.forgetOld(at(10 * MINUTE));
        assertThat(jobs.find(told.id())).isNotNull();
        jobs.forgetOld(at(10 * MINUTE + 1));
        assertThat(jobs.find(told.id())).isNull();
        jobs.forgetOld(at(HOUR));
        assertThat(jobs.find(untold.id())).isNotNull();
        jobs.forgetOld(at(HOUR + 1));
        assertThat(jobs.find(untold.id())).isNull();
        assertThat(jobs.find(waiting.id())).isNotNull();
    }

    @Test
    void one_whose_master_is_gone_does_not_keep_the_others() {
        done(due(UUID.randomUUID(), 0, URI.create("http://gone.example")), 0);
        Work told = done(due(UUID.randomUUID(), 0, null), 0);
        jobs.forgetOld(at(10 * MINUTE + 1));
        assertThat(jobs.find(told.id())).isNull();
    }

    @Test
    void a_master_that_is_gone_for_an_hour_is_told_no_more() {
        done(due(0), 0);
        jobs.untold(onlyReport(1), at(HOUR + 1));
        assertThat(jobs.reports(at(2 * HOUR))).isEmpty();
    }

    @Test
    void one_that_was_stopped_while_it_told_its_master_has_forgotten_that_too() {
        done(due(0), 0);
        Report report = onlyReport(1);
        jobs.clear();
        jobs.told(report);
        done(due(0), 0);
        Report another = onlyReport(1);
        jobs.clear();
        jobs.untold(another, at(1));
        assertThat(jobs.reports(at(HOUR))).isEmpty();
        assertThat(jobs.size()).isZero();
    }

    @Test
    void what_was_ordered_anew_is_not_forgotten_with_what_was_before() {
        UUID id = UUID.randomUUID();
        done(due(id, 0, MASTER), 0);
        Report report = onlyReport(1);
        jobs.clear();
        Work anew = delayed(due(id, 2 * HOUR, MASTER));
        jobs.told(report);
        jobs.forgetOld(at(HOUR));
        assertThat(jobs.find(id)).isSameAs(anew);
    }

    private Report onlyReport(long seconds) {
        List<Report> reports = jobs.reports(at(seconds));
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    private Work delayed(Work work) {
        jobs.add(work, at(0));
        jobs.delay(work);
        return work;
    }

    /** A job that was delayed, and is finished. */
    private Work done(Work work, long seconds) {
        jobs.add(work, at(seconds));
        work.finish("now", "success", at(seconds));
        jobs.finished(work, true);
        return work;
    }
}
