package caravan.imports.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.imports.csv.Chunk;
import caravan.imports.csv.Employee;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportRunTest {
    static final UUID SESSION = UUID.randomUUID();

    final ImportRun run = run(false);

    @BeforeEach
    void itsTurnHasCome() {
        run.inherit(0, 0);
    }

    @Test
    void it_is_done_when_everything_that_was_sent_is_received() {
        begin(SESSION);
        run.part().count(chunk(10, 2, 500), 40);
        assertThat(run.part().sent()).isEqualTo(10);
        assertThat(run.part().progress().valid()).isEqualTo(10);
        assertThat(run.part().progress().rejected()).isEqualTo(2);
        assertThat(run.part().progress().rejectBytes()).isEqualTo(40);
        assertThat(run.part().progress().consumed()).isEqualTo(500);
        see(SESSION, "listening", 10);
        assertThat(run.isDone()).isFalse();
        run.part().complete(1000);
        assertThat(run.part().progress().consumed()).isEqualTo(1000);
        assertThat(run.isDone()).isTrue();
    }

    @Test
    void it_waits_until_everything_is_received() {
        begin(SESSION);
        run.part().count(chunk(10, 0, 500), 0);
        run.part().complete(1000);
        assertThat(run.part().isAwaited()).isTrue();
        see(SESSION, "listening", 9);
        assertThat(run.part().isAwaited()).isTrue();
        assertThat(run.isDone()).isFalse();
        see(SESSION, "listening", 10);
        assertThat(run.part().isAwaited()).isFalse();
    }

    @Test
    void for_a_session_that_has_ended_it_does_not_wait() {
        begin(SESSION);
        run.part().count(chunk(10, 0, 500), 0);
        run.part().complete(1000);
        see(SESSION, "not-completed", 4);
        assertThat(run.part().isAwaited()).isFalse();
        assertThat(run.isDone()).isFalse();
    }

    @Test
    void one_whose_queue_is_gone_is_waited_for_until_it_says_that_it_has_ended() {
        begin(SESSION);
        run.part().lose();
        see(SESSION, "listening", 0);
        assertThat(run.part().isAwaited()).isTrue();
        see(SESSION, "not-completed", 0);
        assertThat(run.part().isAwaited()).isFalse();
    }

    @Test
    void a_consumer_that_does_not_say_how_its_session_is_is_asked_for_the_queue_when_nothing_comes() {
        begin(SESSION);
        run.part().count(chunk(10, 0, 500), 0);
        see(SESSION, null, 4);
        Instant later = Instant.now().plusSeconds(run.request().timeout() + 1);
        assertThat(run.part().isQuiet(Instant.now(), 5)).isFalse();
        assertThat(run.part().isQuiet(later, 5)).isTrue();
        run.part().look(true);
        assertThat(run.part().isAwaited()).isTrue();
        run.part().look(false);
        assertThat(run.part().isAwaited()).isFalse();
        assertThat(run.isDone()).isFalse();
    }

    @Test
    void a_consumer_that_says_how_its_session_is_is_believed() {
        begin(SESSION);
        see(SESSION, "listening", 4);
        assertThat(run.part().isQuiet(Instant.now().plusSeconds(4000), 5)).isFalse();
    }

    @Test
    void one_goes_through_with_it_whoever_asks_first() {
        assertThat(run.claim()).isTrue();
        assertThat(run.claim()).isFalse();
    }

    @Test
    void what_another_session_says_comes_too_late() {
        begin(SESSION);
        see(UUID.randomUUID(), "completed", 7);
        assertThat(run.part().account()).isNull();
    }

    @Test
    void the_next_session_passes_over_what_the_first_has_received() {
        begin(SESSION);
        run.part().count(chunk(10, 1, 500), 10);
        see(SESSION, "not-completed", 4);
        assertThat(run.next()).isZero();
        assertThat(run.session()).isNull();
        UUID second = UUID.randomUUID();
        begin(second);
        assertThat(run.part().number()).isEqualTo(2);
        assertThat(run.part().sent()).isEqualTo(4);
        assertThat(run.part().progress().rejected()).isZero();
        assertThat(run.part().known(chunk(3, 0, 100))).isEqualTo(3);
        run.part().count(chunk(3, 0, 100), 0);
        assertThat(run.part().known(chunk(3, 0, 200))).isEqualTo(1);
        run.part().count(chunk(3, 0, 200), 0);
        assertThat(run.part().known(chunk(4, 0, 500))).isZero();
        run.part().count(chunk(4, 1, 500), 10);
        run.part().complete(1000);
        see(second, "listening", 5);
        assertThat(run.isDone()).isFalse();
        see(second, "listening", 6);
        assertThat(run.isDone()).isTrue();
        assertThat(run.part().sent()).isEqualTo(10);
    }

    @Test
    void a_resumed_one_passes_over_what_earlier_lives_have_sent() {
        run.inherit(2, 7);
        begin(SESSION);
        assertThat(run.part().number()).isEqualTo(3);
        assertThat(run.part().sent()).isEqualTo(7);
        assertThat(run.part().known(chunk(10, 0, 500))).isEqualTo(7);
        run.part().count(chunk(10, 0, 500), 0);
        run.part().complete(1000);
        see(SESSION, "listening", 3);
        assertThat(run.isDone()).isTrue();
    }

    @Test
    void sessions_in_a_row_that_receive_nothing_are_counted() {
        begin(SESSION);
        assertThat(run.next()).isEqualTo(1);
        begin(SESSION);
        assertThat(run.next()).isEqualTo(2);
        begin(SESSION);
        see(SESSION, "not-completed", 1);
        assertThat(run.next()).isZero();
        begin(SESSION);
        assertThat(run.next()).isEqualTo(1);
    }

    @Test
    void what_a_part_has_come_to_stays_with_it_when_the_next_one_has_begun() {
        begin(SESSION);
        ImportPart first = run.part();
        run.part().count(chunk(10, 1, 500), 10);
        see(SESSION, "not-completed", 4);
        run.next();
        assertThat(run.part()).isNull();
        begin(UUID.randomUUID());
        assertThat(run.part().account()).isNull();
        assertThat(run.part().progress().rejected()).isZero();
        assertThat(first.session()).isEqualTo(SESSION);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.progress().valid()).isEqualTo(10);
        assertThat(first.account().received()).isEqualTo(4);
    }

    @Test
    void one_to_which_the_consumer_does_not_listen_has_ended() {
        begin(SESSION);
        run.part().refuse();
        assertThat(run.part().isGone()).isTrue();
        assertThat(run.part().isAwaited()).isFalse();
        assertThat(run.isDone()).isFalse();
        see(SESSION, "removed", 4);
        run.next();
        begin(UUID.randomUUID());
        assertThat(run.part().sent()).isEqualTo(4);
    }

    @Test
    void what_is_heard_of_a_session_is_no_step_of_the_import_and_leaves_its_patience_as_it_is() {
        Instant first = Instant.now();
        begin(SESSION);
        assertThat(run.failingSince(first)).isEqualTo(first);
        see(SESSION, "listening", 4);
        assertThat(run.failingSince(first.plusSeconds(60))).isEqualTo(first);
        run.recover();
        assertThat(run.failingSince(first.plusSeconds(60))).isEqualTo(first.plusSeconds(60));
    }

    @Test
    void nobody_is_asked_to_listen_to_half_a_file_unless_its_queue_is_gone() {
        ImportSteps steps = new ImportSteps(() -> false);
        begin(SESSION);
        run.part().count(chunk(10, 0, 500), 0);
        assertThat(steps.needsListener(run)).isFalse();
        run.part().complete(1000);
        assertThat(steps.needsListener(run)).isTrue();
        assertThat(new ImportSteps(() -> true).needsListener(run)).isFalse();
        run.stop();
        assertThat(steps.needsListener(run)).isFalse();
    }

    @Test
    void a_queue_that_is_gone_is_found_to_be_by_whoever_listens() {
        begin(SESSION);
        run.part().lose();
        assertThat(new ImportSteps(() -> false).needsListener(run)).isTrue();
    }

    @Test
    void one_that_is_stopped_waits_for_nothing() {
        begin(SESSION);
        run.part().count(chunk(10, 0, 500), 0);
        run.stop();
        assertThat(new ImportSteps(() -> false).isAwaited(run)).isFalse();
        assertThat(run.isDone()).isTrue();
    }

    @Test
    void a_dry_run_sends_nothing_and_is_done_at_the_end_of_the_file() {
        ImportRun dry = run(true);
        dry.begin(null);
        dry.part().count(chunk(10, 2, 500), 20);
        assertThat(dry.isDone()).isFalse();
        dry.part().complete(1000);
        assertThat(dry.isDone()).isTrue();
        assertThat(dry.part().sent()).isZero();
        assertThat(dry.part().progress().valid()).isEqualTo(10);
    }

    private void begin(UUID session) {
        run.begin(session);
    }

    private void see(UUID session, String state, long received) {
        run.see(new SessionAccount(session, state, received, received, 0L, 0L, received));
    }

    private static ImportRun run(boolean dry) {
        return new ImportRun(
                UUID.randomUUID(),
                new ImportRequest("staff.csv", 1000, "live", 5, false, StandardCharsets.UTF_8, dry),
                null);
    }

    private static Chunk chunk(int employees, int rejects, long consumed) {
        return new Chunk(
                Collections.nCopies(employees, new Employee("A", "a@b")),
                Collections.nCopies(rejects, List.of(1L, "no mail", "A")),
                consumed);
    }
}
