package caravan.dispatcher.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first ones are the examples of RFC 3339, section 5.8. */
class Rfc3339Test {
    @ParameterizedTest
    @CsvSource({
        "1985-04-12T23:20:50.52Z, 1985-04-12T23:20:50.520Z",
        "1996-12-19T16:39:57-08:00, 1996-12-20T00:39:57Z",
        "1990-12-31T23:59:60Z, 1990-12-31T23:59:59Z",
        "1990-12-31T15:59:60-08:00, 1990-12-31T23:59:59Z",
        "1937-01-01T12:00:27.87+00:20, 1937-01-01T11:40:27.870Z",
        "2018-04-05t17:31:00z, 2018-04-05T17:31Z",
        "2018-04-05T17:31:00-00:00, 2018-04-05T17:31Z",
        "2018-04-05T17:31:00+23:59, 2018-04-04T17:32Z",
        "2018-04-05T17:31:00.12345678901234567890Z, 2018-04-05T17:31:00.123456789Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00Z"
    })
    void what_is_a_time(String text, String utc) {
        assertThat(Rfc3339.parse(text)).map(Object::toString).contains(utc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2018-04-05T17:31:00", "2018-04-05T17:31Z", "2018-04-05 17:31:00Z", "2018-4-5T17:31:00Z",
                "18-04-05T17:31:00Z", "+2018-04-05T17:31:00Z", "-0001-04-05T17:31:00Z", "2018-13-05T17:31:00Z",
                "2018-00-05T17:31:00Z", "2018-02-29T17:31:00Z", "2018-04-05T24:00:00Z", "2018-04-05T17:60:00Z",
                "2018-04-05T17:31:61Z", "2018-04-05T17:31:60Z", "2018-04-05T17:31:00.Z", "2018-04-05T17:31:00,5Z",
                "2018-04-05T17:31:00+24:00", "2018-04-05T17:31:00+01:60", "2018-04-05T17:31:00+01",
                        "2018-04-05T17:31:00+0100",
                "2018-04-05T17:31:00Z ", "2018-095T17:31:00Z", "２018-04-05T17:31:00Z", ""
            })
    void what_is_none(String text) {
        assertThat(Rfc3339.parse(text)).isEmpty();
    }
}
