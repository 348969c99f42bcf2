package caravan.minions.minion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2016-01-26T07:59:29Z | Tue, 26 Jan 2016 07:59:29 +0000",
                "2026-11-01T23:00:00.999Z | Sun, 01 Nov 2026 23:00:00 +0000"
            })
    void the_time_is_that_of_greenwich_in_english(Instant now, String text) {
        assertThat(new Watch(Clock.fixed(now, ZoneId.of("Asia/Tokyo"))).now()).isEqualTo(text);
    }
}
