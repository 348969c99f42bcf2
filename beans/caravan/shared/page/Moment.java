package caravan.shared.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Locale;

/** When something was, as a page says it. In UTC: a page without JavaScript does not learn its reader's zone. */
public record Moment(Instant instant) {

    private static final DateTimeFormatter PEOPLE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);

    /** @param moment as the database has it */
    public static Moment of(Date moment) {
        return new Moment(Instant.ofEpochMilli(moment.getTime()));
    }

    /** As people read it, to the second. */
    public String people() {
        return PEOPLE.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** As the attribute {@code datetime} of HTML has it. */
    public String machine() {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
