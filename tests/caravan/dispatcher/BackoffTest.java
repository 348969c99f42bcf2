package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    final Backoff backoff = new Backoff(1000, Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(7));

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "3, 4000", "6, 32000", "7, 60000", "8, 60000", "999, 60000"})
    void the_bound_doubles_up_to_the_longest_and_anything_below_it_may_come(int attempt, long bound) {
        List<Long> pauses = LongStream.range(0, 2000)
                .map(i -> backoff.after(attempt).orElseThrow())
                .boxed()
                .toList();

        assertThat(pauses).allMatch(pause -> pause >= 0 && pause <= bound);
        assertThat(pauses).anyMatch(pause -> pause < bound / 10).anyMatch(pause -> pause > bound * 9 / 10);
    }

    @Test
    void after_the_last_attempt_there_is_no_other() {
        Backoff three = new Backoff(3, Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(7));

        assertThat(three.after(2)).isPresent();
        assertThat(three.after(3)).isEmpty();
        // One more than there may be: a worker died in one of them.
        assertThat(three.after(4)).isEmpty();
    }
}
