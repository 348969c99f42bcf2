package caravan.dispatcher.events;

import caravan.shared.CommaList;
import caravan.shared.http.Problem;
import java.util.Set;
import org.apache.camel.Header;

/**
 * Who may send events by webhook: HTTP 1.1 Web Hooks for Event Delivery 1.0.2, section 4. Permission is in the answer's
 * headers alone, so one that is not given could be a 200 without them; it is a 403, which no sender can take for a yes, and
 * which tells people why. A sender's callback is never called: it names an address of its own choice.
 */
public final class WebhookSenders {

    private final Set<String> origins;

    /** @param origins as senders say them, such as {@code eventemitter.example.com} */
    public WebhookSenders(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** @param list of origins, separated by commas; may be empty */
    static WebhookSenders of(String list) {
        return new WebhookSenders(Set.copyOf(CommaList.words(list)));
    }

    /** @throws Problem 403 if the origin is none of ours, to the letter */
    public void check(@Header("WebHook-Request-Origin") String origin) {
        if (!origins.contains(origin)) {
            throw Problem.of(
                    403,
                    "Events from " + Shown.quoted(origin) + " are not wanted here;"
                            + " caravan.dispatcher.webhook-origins names the origins that are");
        }
    }

    /** Requests a minute: as many as were asked for; without limit, if no number was asked for, for there is none. */
    public String rate(@Header("WebHook-Request-Rate") String asked) {
        return asked != null && asked.matches("[1-9][0-9]{0,17}") ? asked : "*";
    }
}
