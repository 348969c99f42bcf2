package caravan.dispatcher.events;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time as RFC 3339, section 5.6, writes them. Java's own reading is another: it takes a time without seconds and
 * an offset without minutes, and refuses a leap second and more than nine digits behind the point.
 */
final class Rfc3339 {

    private static final Pattern FORM =
            Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[Tt](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?"
                    + "(?:[Zz]|([+-])(\\d\\d):(\\d\\d))");
    private static final int NANO_DIGITS = 9;
    private static final int MINUTES_OF_DAY = 24 * 60;

    private Rfc3339() {}

    /** @return the point in UTC, to the nanosecond, a leap second as the one before it; empty if the text is no such time */
    static Optional<OffsetDateTime> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            int offset = offset(matcher);
            boolean leap = number(matcher, 6) == 60;
            LocalDateTime local = LocalDateTime.of(
                    number(matcher, 1),
                    number(matcher, 2),
                    number(matcher, 3),
                    number(matcher, 4),
                    number(matcher, 5),
                    leap ? 59 : number(matcher, 6),
                    nanos(matcher.group(7)));
            LocalDateTime utc = local.minusMinutes(offset);
            return leap && utc.getHour() * 60 + utc.getMinute() != MINUTES_OF_DAY - 1
                    ? Optional.empty()
                    : Optional.of(utc.atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** In minutes east of UTC. */
    private static int offset(Matcher matcher) {
        if (matcher.group(8) == null) {
            return 0;
        }
        int hours = number(matcher, 9);
        int minutes = number(matcher, 10);
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("offset");
        }
        return (matcher.group(8).equals("-") ? -1 : 1) * (hours * 60 + minutes);
    }

    private static int nanos(String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
