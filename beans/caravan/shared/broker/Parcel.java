package caravan.shared.broker;

import java.util.List;
import java.util.UUID;

/**
 * Messages that are published together and confirmed as one.
 *
 * @param id by which its confirmation is told
 * @param queue where all of them go
 */
public record Parcel(UUID id, String queue, List<Letter> letters) {

    /**
     * One persistent message.
     *
     * @param body text, sent in UTF-8
     * @param requestId for its {@code X-Request-Id} header; may be null
     */
    public record Letter(String body, String requestId) {}
}
