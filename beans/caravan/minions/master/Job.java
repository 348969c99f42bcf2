package caravan.minions.master;

import caravan.minions.JobDocument;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What was asked of the master.
 *
 * @param kind time or magic8ball
 * @param question of the Magic 8-Ball; null for the time
 * @param due when it is to be done
 * @param destination URL where it is to be posted when it is finished; null: nowhere
 * @param request identifier of the request that it came with
 * @param minion id of the instance that has it; null: none
 * @param message what came of it; null while it is not finished
 * @param result success or error; null while it is not finished
 */
public record Job(
        UUID id,
        String kind,
        String question,
        Instant due,
        String destination,
        String request,
        String minion,
        String message,
        String result) {

    public boolean isFinished() {
        return result != null;
    }

    /** Whether a minion is known that should have it. */
    public boolean isHeld() {
        return !isFinished() && minion != null;
    }

    /** As a minion has said it is; null for one that does not have it. */
    public Job as(Said said) {
        return new Job(
                id,
                kind,
                question,
                due,
                destination,
                request,
                said.isKnown() ? said.minion() : null,
                said.message(),
                said.result());
    }

    /** @return its members in the order of the alphabet */
    Map<String, Object> document() {
        return JobDocument.of(id, destination, message, result);
    }
}
