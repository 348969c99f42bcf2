package caravan.dispatcher;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/** Sends dead letters back in, some at a time, in the order of their ids: none twice, also if it fails again meanwhile. */
public final class Replay {

    private final Clock clock;

    public Replay(Clock clock) {
        this.clock = clock;
    }

    /**
     * How far a replay has come.
     *
     * @param application whose dead letters; null: all
     * @param before only tasks with smaller ids, which were there when it began
     * @param after the last id that was sent back
     * @param total how many were
     */
    public record Round(String application, UUID before, UUID after, int total, boolean isOver) {}

    public Round begin(@Header("application") String application) {
        return new Round(application, TaskIds.from(clock.instant()), new UUID(0, 0), 0, false);
    }

    public boolean goesOn(@ExchangeProperty("round") Round round) {
        return !round.isOver();
    }

    /** {@code application}, {@code before} and {@code after}. */
    public Map<String, Object> bounds(@ExchangeProperty("round") Round round) {
        Map<String, Object> bounds = new HashMap<>();
        bounds.put("application", round.application());
        bounds.put("before", round.before());
        bounds.put("after", round.after());
        return bounds;
    }

    /** @param rows with the {@code id} of each task that was sent back, in their order; with none of them it is over */
    public Round sentBack(@ExchangeProperty("round") Round round, @Body List<Map<String, Object>> rows) {
        UUID last = rows.isEmpty()
                ? round.after()
                : (UUID) rows.get(rows.size() - 1).get("id");
        return new Round(round.application(), round.before(), last, round.total() + rows.size(), rows.isEmpty());
    }

    /** {@code {"replayed": 3}}. */
    public String answer(@ExchangeProperty("round") Round round) {
        return "{\"replayed\": " + round.total() + "}";
    }
}
