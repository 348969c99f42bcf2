package caravan.minions.minion;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Knows what time it is. */
public final class Watch {

    /** RFC 5322, section 3.3. */
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;

    Watch(Clock clock) {
        this.clock = clock;
    }

    /** @return such as {@code Tue, 26 Jan 2016 07:59:29 +0000} */
    public String now() {
        return FORM.format(clock.instant());
    }
}
