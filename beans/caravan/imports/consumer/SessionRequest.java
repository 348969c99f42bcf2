package caravan.imports.consumer;

import caravan.imports.SessionTerms;
import caravan.shared.UuidText;
import caravan.shared.http.Problem;
import com.fasterxml.uuid.Generators;
import java.util.Set;
import org.apache.camel.Header;

/** What a request says about a session. */
public final class SessionRequest {

    private static final Set<String> STATES = Set.of("completed", "not-completed");

    /** A UUID for a new session, in the order of creation. */
    public String create() {
        return Generators.timeBasedEpochGenerator().generate().toString();
    }

    /** @return the session's UUID in small letters @throws Problem 404 if it is none: then it is no session's */
    public String session(@Header("uuid") String uuid) {
        return UuidText.read(uuid)
                .orElseThrow(() -> Problem.of(404, "There is no session of this uuid"))
                .toString();
    }

    /** @return seconds, 1 to 3600; 5 if none is said @throws Problem 400 if it is something else */
    public int timeout(@Header("timeout") String timeout) {
        return SessionTerms.timeout(timeout);
    }

    /** @return {@code live} or {@code batch}; live if none is said @throws Problem 400 if it is something else */
    public String mode(@Header("mode") String mode) {
        return SessionTerms.mode(mode);
    }

    /** @return the state that a removed session is to have; completed if none is said @throws Problem 400 if it is another */
    public String state(@Header("state") String state) {
        if (state == null || STATES.contains(state)) {
            return state == null ? "completed" : state;
        }
        throw Problem.of(400, "state is neither completed nor not-completed");
    }
}
