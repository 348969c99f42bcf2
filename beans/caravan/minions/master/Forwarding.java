package caravan.minions.master;

import caravan.minions.Delay;
import caravan.shared.fleet.Fleet;
import caravan.shared.fleet.InstanceState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Which minion is to have a job, and what it is told. */
public final class Forwarding {

    /** Jobs that wait for their order, as many as the route's queue holds; further ones are left to the sweep. */
    private static final int MOST = 10_000;

    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();
    private final Fleet fleet;
    private final String address;
    private final Clock clock;

    /** @param address of this master, to which minions report */
    Forwarding(Fleet fleet, String address, Clock clock) {
        this.fleet = fleet;
        this.address = address;
        this.clock = clock;
    }

    /** Whether a job may be forwarded, and is not already; from now on it is. */
    public boolean begin(@Body Job job) {
        return underWay.size() < MOST && underWay.add(job.id());
    }

    /** It is no longer being forwarded. */
    public void end(@ExchangeProperty("job") Job job) {
        underWay.remove(job.id());
    }

    /** The minions that can be asked, as {@code minions}: healthy for the registry, and not behind an open breaker. */
    public Map<String, Object> usable() {
        return Map.of(
                "minions",
                fleet.states().stream()
                        .filter(state -> state.passing() && !state.breaker().equals("open"))
                        .map(state -> state.instance().id())
                        .toArray(String[]::new));
    }

    /** Whether there is any: if not, who has a job now keeps it, and may be well again before another one is. */
    public boolean isAnyUsable() {
        return ((String[]) usable().get("minions")).length > 0;
    }

    /** Whether any is healthy: an open breaker gets its trial only by being asked. */
    public boolean isPossible() {
        return fleet.states().stream().anyMatch(InstanceState::passing);
    }

    /** @return the form that orders a job (application/x-www-form-urlencoded); who was due before is not delayed anew */
    public String form(@ExchangeProperty("job") Job job) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("uuid", job.id().toString());
        Duration left = Duration.between(clock.instant(), job.due());
        // By the clock of the master that took it, which may go ahead of this one.
        fields.put("delay", Delay.text(left.compareTo(Delay.LONGEST) > 0 ? Delay.LONGEST : left));
        fields.put("master", address);
        if (job.question() != null) {
            fields.put("question", job.question());
        }
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
