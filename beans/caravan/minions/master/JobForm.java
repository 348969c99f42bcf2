package caravan.minions.master;

import caravan.minions.Delay;
import caravan.minions.Question;
import caravan.shared.http.HttpConsumer;
import caravan.shared.http.Problem;
import caravan.shared.http.RequestId;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/** What somebody asks for. */
public final class JobForm {

    private static final Pattern TYPE = Pattern.compile(
            "\\s*(application/x-www-form-urlencoded|multipart/form-data)\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Destinations destinations;
    private final Clock clock;

    JobForm(Destinations destinations, Clock clock) {
        this.destinations = destinations;
        this.clock = clock;
    }

    /** @return a new job, by the query's delay and destination @throws Problem 400 if one is wrong */
    public Job time(Exchange exchange) {
        return job(exchange, "time", null, field(exchange, "delay"));
    }

    /** @return a new job, by the form's question, delay and destination, or the query's destination @throws Problem 400 if one is wrong, 415 if it is no form */
    public Job magic8ball(Exchange exchange) {
        String type = exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
        if (type != null && !TYPE.matcher(type).matches()) {
            throw Problem.of(415, "A question comes as a form");
        }
        Map<?, ?> form = exchange.getProperty(HttpConsumer.FORM, Map.of(), Map.class);
        return job(exchange, "magic8ball", Question.read((String) form.get("question")), (String) form.get("delay"));
    }

    private Job job(Exchange exchange, String kind, String question, String delay) {
        Duration wait = Delay.read(delay);
        return new Job(
                ids.generate(),
                kind,
                question,
                clock.instant().plus(wait),
                destinations.allowed(destination(exchange)),
                exchange.getProperty(RequestId.PROPERTY, String.class),
                null,
                null,
                null);
    }

    private static String destination(Exchange exchange) {
        Map<?, ?> form = exchange.getProperty(HttpConsumer.FORM, Map.of(), Map.class);
        return form.get("destination") instanceof String text ? text : field(exchange, "destination");
    }

    /** A parameter of the query, or null; one that comes several times is no number and no URL. */
    private static String field(Exchange exchange, String name) {
        Object value = exchange.getMessage().getHeader(name);
        return value == null ? null : value.toString();
    }
}
