package caravan.minions.master;

import static java.nio.charset.StandardCharsets.UTF_8;

import caravan.minions.JobJson;
import caravan.shared.fleet.InstanceClient;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts finished jobs where they are wanted, signed as Standard Webhooks 1.0 has it: {@code webhook-id} (the job),
 * {@code webhook-timestamp} (seconds since 1970), {@code webhook-signature} ({@code v1,} and the Base64 of the HMAC-SHA256
 * of {@code id.timestamp.body}).
 */
public final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.minions");

    private final InstanceClient client;
    private final Destinations destinations;
    private final JobRows rows;
    private final WebhookKey key;
    private final int attempts;
    private final Clock clock;
    private final Executor noting;

    /**
     * @param key that both sides know
     * @param attempts after which a callback is given up
     * @param noting where it goes on after an attempt: not on the client's thread, on which everybody's answers come
     */
    Callbacks(
            InstanceClient client,
            Destinations destinations,
            JobRows rows,
            WebhookKey key,
            int attempts,
            Clock clock,
            Executor noting) {
        this.client = client;
        this.destinations = destinations;
        this.rows = rows;
        this.key = key;
        this.attempts = attempts;
        this.clock = clock;
        this.noting = noting;
    }

    /** @param taken rows of jobs, with the attempt that is to be made */
    public List<Callback> read(@Body List<Map<String, Object>> taken) {
        return taken.stream()
                .map(row -> {
                    Job job = rows.jobs(List.of(row)).get(0);
                    return new Callback(
                            job.id(), (Integer) row.get("attempts"), job.destination(), JobJson.of(job.document()));
                })
                .toList();
    }

    /** @return done when the destination has taken it: fails with an {@link IOException} or a TimeoutException if not */
    public CompletionStage<Void> post(@Body Callback callback) throws IOException {
        if (!destinations.has(callback.destination())) {
            throw new IOException("its host is no longer on caravan.callbacks");
        }
        String time = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", callback.job().toString());
        headers.put("webhook-timestamp", time);
        headers.put("webhook-signature", key.signature(callback.job().toString(), time, callback.document()));
        return client.post(
                        URI.create(callback.destination()),
                        headers,
                        callback.document().getBytes(UTF_8))
                .thenAccept(answer -> {
                    if (answer.status() < 200 || answer.status() > 299) {
                        throw new CompletionException(new IOException("it answers " + answer.status()));
                    }
                })
                .whenCompleteAsync((done, failure) -> {}, noting);
    }

    /** @return which one it is, as {@code job} */
    public Map<String, Object> one(@ExchangeProperty("callback") Callback callback) {
        return Map.of("job", callback.job());
    }

    /** @return job, failure, and whether it is given up; said in the log then */
    public Map<String, Object> failed(
            @ExchangeProperty("callback") Callback callback, @ExchangeException Exception failure) {
        boolean last = callback.attempt() >= attempts;
        String reason = reason(failure);
        if (last) {
            LOG.warn(
                    "Job {} could not be posted to {} in {} attempts: {}",
                    callback.job(),
                    URI.create(callback.destination()).getHost(),
                    callback.attempt(),
                    reason);
        }
        return Map.of("job", callback.job(), "failure", reason, "last", last);
    }

    private static String reason(Exception failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }
}
