package caravan.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.shared.SettableClock;
import com.fasterxml.uuid.impl.UUIDUtil;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaskRetentionTest {
    final SettableClock clock = new SettableClock();

    @Test
    void the_youngest_that_may_go_was_created_an_hour_after_what_is_kept_ends() {
        Map<String, Object> bounds = new TaskRetention(Duration.ofDays(30), clock).bounds();
        UUID youngest = (UUID) bounds.get("youngest");
        assertThat(bounds).containsEntry("keep", "2592000000 milliseconds");
        assertThat(youngest.version()).isEqualTo(7);
        assertThat(youngest.variant()).isEqualTo(2);
        assertThat(UUIDUtil.extractTimestamp(youngest))
                .isEqualTo(clock.instant()
                        .minus(Duration.ofDays(30))
                        .plus(Duration.ofHours(1))
                        .toEpochMilli());
    }

    @Test
    void it_moves_with_the_clock() {
        TaskRetention retention = new TaskRetention(Duration.ofDays(30), clock);
        UUID before = (UUID) retention.bounds().get("youngest");
        clock.advance(Duration.ofMillis(1));
        assertThat((UUID) retention.bounds().get("youngest")).isGreaterThan(before);
    }

    @Test
    void who_keeps_longer_than_there_was_time_keeps_everything() {
        UUID youngest = (UUID)
                new TaskRetention(Duration.ofDays(100_000), clock).bounds().get("youngest");
        assertThat(UUIDUtil.extractTimestamp(youngest)).isZero();
    }
}
