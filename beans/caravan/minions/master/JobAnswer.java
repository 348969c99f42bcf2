package caravan.minions.master;

import caravan.minions.JobJson;
import caravan.shared.JsonText;
import caravan.shared.fleet.FleetReport;
import caravan.shared.http.Problem;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Jobs as they are answered. */
public final class JobAnswer {

    private static final int MOST = 500;
    private static final int USUAL = 50;

    private final FleetReport minions;

    JobAnswer(FleetReport minions) {
        this.minions = minions;
    }

    /** @return the job, as JSON */
    public String one(@Body Job job) {
        return JobJson.of(job.document());
    }

    /** @return a list of jobs, as JSON */
    public String list(@Body List<Job> jobs) {
        return JobJson.of(jobs.stream().map(Job::document).toList());
    }

    /** @return how every minion does, as JSON */
    public String minions() {
        return JsonText.of(minions.list());
    }

    /** @return how many jobs are wanted, as {@code limit} @throws Problem 400 if that is not 1 to 500 */
    public Map<String, Object> limit(@Header("limit") String limit) {
        if (limit == null) {
            return Map.of("limit", USUAL);
        }
        if (limit.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return Map.of("limit", number);
            }
        }
        throw Problem.of(400, "limit is not a number from 1 to " + MOST);
    }
}
