package caravan.minions.master;

import caravan.shared.database.Interval;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.camel.Body;

/** Jobs as parameters of SQL, an array a column, and as rows of it. The keys are the names behind {@code :?} in the statements. */
public final class JobRows {

    private final Duration keep;

    /** @param keep how long one that is finished is kept */
    JobRows(Duration keep) {
        this.keep = keep;
    }

    /** New ones. */
    public Map<String, Object> stored(@Body List<Job> jobs) {
        return Map.of(
                "ids", ids(jobs),
                "kinds", texts(jobs, Job::kind),
                "questions", texts(jobs, Job::question),
                "dues",
                        jobs.stream()
                                .map(job -> job.due().atOffset(ZoneOffset.UTC).toString())
                                .toArray(String[]::new),
                "destinations", texts(jobs, Job::destination),
                "requests", texts(jobs, Job::request));
    }

    /** Who has them now. */
    public Map<String, Object> held(@Body List<Job> jobs) {
        return Map.of("ids", ids(jobs), "minions", texts(jobs, Job::minion));
    }

    /** What came of them; in the order of their ids, so that two batches do not wait for each other. */
    public Map<String, Object> finished(@Body List<Job> jobs) {
        List<Job> ordered = jobs.stream().sorted(Comparator.comparing(Job::id)).toList();
        return Map.of(
                "ids", ids(ordered), "messages", texts(ordered, Job::message), "results", texts(ordered, Job::result));
    }

    /** Ids alone. */
    public Map<String, Object> these(@Body List<UUID> ids) {
        return Map.of("ids", ids.toArray(UUID[]::new));
    }

    /** A minion, as {@code minion}. */
    public Map<String, Object> of(@Body Job job) {
        return Map.of("minion", job.minion());
    }

    /** {@code keep} as an interval. */
    public Map<String, Object> old() {
        return Map.of("keep", Interval.of(keep));
    }

    /** @param rows of all columns that a Job has */
    public List<Job> jobs(@Body List<Map<String, Object>> rows) {
        return rows.stream().map(JobRows::job).toList();
    }

    private static Job job(Map<String, Object> row) {
        return new Job(
                (UUID) row.get("id"),
                (String) row.get("kind"),
                (String) row.get("question"),
                instant(row.get("due")),
                (String) row.get("destination"),
                (String) row.get("request_id"),
                (String) row.get("minion"),
                (String) row.get("message"),
                (String) row.get("result"));
    }

    private static Instant instant(Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : ((Timestamp) column).toInstant();
    }

    private static UUID[] ids(List<Job> jobs) {
        return jobs.stream().map(Job::id).toArray(UUID[]::new);
    }

    private static String[] texts(List<Job> jobs, Function<Job, String> column) {
        return jobs.stream().map(column).toArray(String[]::new);
    }
}
