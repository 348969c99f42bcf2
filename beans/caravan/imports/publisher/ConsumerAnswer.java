package caravan.imports.publisher;

import caravan.shared.http.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;

/** What the consumer answers. */
public final class ConsumerAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConsumerAddress address;

    ConsumerAnswer(ConsumerAddress address) {
        this.address = address;
    }

    /** @throws Problem 503 if it is no success */
    public void ok(Message answer) {
        if (status(answer) >= 300) {
            throw unavailable(answer);
        }
    }

    /** Whether it can do nothing about it now. */
    public boolean isUnavailable(Message answer) {
        return status(answer) == 503;
    }

    /** What it answers instead of a success, as a problem. */
    public Problem unavailable(Message answer) {
        String why = answer.getHeader("X-Error", String.class);
        return Problem.unavailable(
                "The consumer at " + address.shown() + " answers " + status(answer) + (why == null ? "" : ": " + why));
    }

    /** The consumer cannot be reached at all. */
    public void away(Exchange exchange) {
        throw Problem.unavailable("The consumer at " + address.shown() + " does not answer");
    }

    /** @return whether it listens; not if the session has ended, or it knows none such */
    public boolean listens(Message answer) {
        if (status(answer) == 404 || status(answer) == 409) {
            return false;
        }
        ok(answer);
        return true;
    }

    /** @return the UUID of the session that was created */
    public UUID created(Message answer) {
        ok(answer);
        return uuid(json(answer));
    }

    /**
     * @param last what was known of the session before; may be null
     * @return its account; if the consumer no longer knows it, the last one, as ended
     */
    public SessionAccount account(
            Message answer,
            @ExchangeProperty("session") UUID session,
            @ExchangeProperty("account") SessionAccount last) {
        if (status(answer) == 404) {
            return last == null
                    ? new SessionAccount(session, "unknown", 0, null, null, null, null)
                    : last.ended("unknown");
        }
        ok(answer);
        JsonNode said = json(answer);
        if (!said.path("checksum").isIntegralNumber()) {
            throw Problem.unavailable("The consumer at " + address.shown() + " says no checksum");
        }
        return new SessionAccount(
                session,
                said.path("state").isTextual() ? said.path("state").asText() : null,
                said.path("checksum").asLong(),
                number(said, "saved"),
                number(said, "duplicates"),
                number(said, "rejected"),
                number(said, "db_count"));
    }

    /** @param account after a session was removed @return the same, as ended */
    public SessionAccount ended(@Body SessionAccount account) {
        return account.ended("removed");
    }

    /** Whether it has not come to the end with what it was asked for, and is to be asked again (RFC 9110, section 15.3.3). */
    public boolean goesOn(Message answer) {
        return status(answer) == 202;
    }

    /** @return how many rows of the session it has taken back @throws Problem 409 if it cannot do that */
    public long undone(Message answer) {
        if (status(answer) >= 400 && status(answer) < 500) {
            throw Problem.of(
                    409,
                    "The consumer at " + address.shown() + " does not take the rows back: it answers "
                            + status(answer));
        }
        ok(answer);
        return json(answer).path("undone").asLong();
    }

    private static int status(Message answer) {
        return answer.getHeader(Exchange.HTTP_RESPONSE_CODE, int.class);
    }

    private UUID uuid(JsonNode said) {
        try {
            return UUID.fromString(said.path("uuid").asText());
        } catch (IllegalArgumentException e) {
            throw Problem.unavailable("The consumer at " + address.shown() + " says no uuid of a session");
        }
    }

    private JsonNode json(Message answer) {
        try {
            return JSON.readTree(answer.getBody(String.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw Problem.unavailable("The consumer at " + address.shown() + " answers no JSON");
        }
    }

    private static Long number(JsonNode said, String member) {
        return said.path(member).isIntegralNumber() ? said.path(member).asLong() : null;
    }
}
