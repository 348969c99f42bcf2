package caravan.minions.minion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final Outbox outbox = new Outbox();
    private final long now = System.nanoTime();

    @Test
    void works_are_taken_in_their_order_up_to_so_many() {
        List<Work> works = fill(5);
        assertThat(outbox.take(3)).isEqualTo(works.subList(0, 3));
        outbox.told();
        assertThat(outbox.take(3)).isEqualTo(works.subList(3, 5));
    }

    @Test
    void one_report_is_under_way_at_a_time() {
        assertThat(outbox.isReady(now)).isFalse();
        fill(2);
        assertThat(outbox.isReady(now)).isTrue();
        outbox.take(1);
        assertThat(outbox.isReady(now)).isFalse();
        outbox.told();
        assertThat(outbox.isReady(now)).isTrue();
    }

    @Test
    void after_a_failure_there_is_a_pause_that_doubles_up_to_ten_seconds() {
        fill(1);
        for (long pause : new long[] {500, 1000, 2000, 4000, 8000, 10_000, 10_000}) {
            outbox.untold(outbox.take(1), now);
            assertThat(outbox.isReady(now + millis(pause - 1)))
                    .as("before %s ms", pause)
                    .isFalse();
            assertThat(outbox.isReady(now + millis(pause)))
                    .as("after %s ms", pause)
                    .isTrue();
        }
    }

    @Test
    void after_a_success_the_pause_is_short_again() {
        fill(2);
        outbox.untold(outbox.take(1), now);
        outbox.untold(outbox.take(1), now);
        outbox.take(1);
        outbox.told();
        outbox.untold(outbox.take(1), now);
        assertThat(outbox.isReady(now + millis(500))).isTrue();
    }

    @Test
    void what_was_not_taken_is_told_again_before_what_came_since() {
        List<Work> first = fill(3);
        List<Work> taken = outbox.take(2);
        List<Work> later = fill(1);
        outbox.untold(taken, now);
        assertThat(outbox.take(10)).containsExactly(first.get(0), first.get(1), first.get(2), later.get(0));
    }

    @Test
    void it_is_empty_when_all_is_told_and_not_before() {
        assertThat(outbox.isEmpty()).isTrue();
        fill(1);
        outbox.take(1);
        assertThat(outbox.isEmpty()).isFalse();
        outbox.told();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void for_a_master_that_does_not_come_back_the_oldest_are_given_up() {
        List<Work> works = fill(200_001);
        assertThat(outbox.take(1)).containsExactly(works.get(1));
    }

    private List<Work> fill(int many) {
        List<Work> works = IntStream.range(0, many)
                .mapToObj(Works::due)
                .peek(work -> work.finish("now", "success", now))
                .toList();
        works.forEach(outbox::add);
        return works;
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
