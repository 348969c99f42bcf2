package caravan.imports.publisher;

import java.util.UUID;

/**
 * What a consumer says of a session.
 *
 * @param state as it names it; null if it does not say
 * @param received rows
 * @param saved null if it does not say; so the following
 * @param rejected messages that were none
 * @param dbCount rows of its table
 */
public record SessionAccount(
        UUID session, String state, long received, Long saved, Long duplicates, Long rejected, Long dbCount) {

    /** The same counts, with another state. */
    SessionAccount ended(String newState) {
        return new SessionAccount(session, newState, received, saved, duplicates, rejected, dbCount);
    }

    /** Whether it says that nothing more will be received. */
    public boolean isEnded() {
        return state != null && !state.equals("created") && !state.equals("listening");
    }
}
