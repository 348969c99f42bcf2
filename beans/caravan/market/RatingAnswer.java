package caravan.market;

import caravan.shared.fleet.FleetBalancer;
import caravan.shared.registry.Instance;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;

/** What an instance of the ratings answers. */
public final class RatingAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;

    RatingAnswer(Clock clock) {
        this.clock = clock;
    }

    /** @return the rating @throws IOException if it is none: another status than 200, no JSON, no number from 0 to 5 */
    public Rating read(Message answer, @ExchangeProperty(FleetBalancer.INSTANCE) Instance instance) throws IOException {
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class);
        if (status != 200) {
            throw new IOException(instance.address() + " answers " + status);
        }
        JsonNode stars = JSON.readTree(answer.getBody(byte[].class)).path("rating");
        if (!stars.isNumber() || stars.asDouble() < 0 || stars.asDouble() > 5) {
            throw new IOException(instance.address() + " answers without a rating from 0 to 5");
        }
        return new Rating(stars.asDouble(), instance.address(), clock.instant());
    }
}
