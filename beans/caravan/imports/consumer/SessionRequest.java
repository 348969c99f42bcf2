package caravan.imports.consumer;

import caravan.shared.http.Problem;
import com.fasterxml.uuid.Generators;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Header;

/** What a request says about a session. */
public final class SessionRequest {

    private static final int LONGEST_SECONDS = 3600;
    private static final Set<String> STATES = Set.of("completed", "not-completed");

    /** A UUID for a new session, in the order of creation. */
    public String create() {
        return Generators.timeBasedEpochGenerator().generate().toString();
    }

    /** @throws Problem 400 if it is no UUID, 404 never: that is the table's to know */
    public String session(@Header("uuid") String uuid) {
        try {
            if (uuid != null && uuid.length() == 36) {
                return UUID.fromString(uuid).toString();
            }
        } catch (IllegalArgumentException e) {
            // the same problem
        }
        throw Problem.of(404, "There is no session of this uuid");
    }

    /** @return seconds, 1 to 3600; 5 if none is said @throws Problem 400 if it is something else */
    public int timeout(@Header("timeout") String timeout) {
        if (timeout == null) {
            return 5;
        }
        if (timeout.matches("\\d{1,4}")) {
            int seconds = Integer.parseInt(timeout);
            if (seconds >= 1 && seconds <= LONGEST_SECONDS) {
                return seconds;
            }
        }
        throw Problem.of(400, "timeout is not a whole number of seconds, 1 to " + LONGEST_SECONDS);
    }

    /** @return {@code live} or {@code batch}; live if none is said @throws Problem 400 if it is something else */
    public String mode(@Header("mode") String mode) {
        if (mode == null || mode.equals("live") || mode.equals("batch")) {
            return mode == null ? "live" : mode;
        }
        throw Problem.of(400, "mode is neither live nor batch");
    }

    /** @return the state that a removed session is to have; completed if none is said @throws Problem 400 if it is another */
    public String state(@Header("state") String state) {
        if (state == null || STATES.contains(state)) {
            return state == null ? "completed" : state;
        }
        throw Problem.of(400, "state is neither completed nor not-completed");
    }
}
