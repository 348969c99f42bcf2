package caravan.shared.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the instances of a fleet do, for people. */
public final class FleetReport {

    private final Fleet fleet;

    public FleetReport(Fleet fleet) {
        this.fleet = fleet;
    }

    /** @return of each: instance, address, passing, breaker, asked, share, failed, pending, latency (milliseconds) */
    public List<Map<String, Object>> list() {
        List<InstanceState> states = fleet.states();
        long all = states.stream().mapToLong(InstanceState::asked).sum();
        return states.stream().map(state -> document(state, all)).toList();
    }

    private static Map<String, Object> document(InstanceState state, long all) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("instance", state.instance().id());
        document.put("address", state.instance().address().toString());
        document.put("passing", state.passing());
        document.put("breaker", state.breaker());
        document.put("asked", state.asked());
        document.put("share", all == 0 ? 0 : Math.round(1000.0 * state.asked() / all) / 1000.0);
        document.put("failed", state.failed());
        document.put("pending", state.pending());
        document.put("latency", state.latency().toNanos() / 1_000_000.0);
        return document;
    }
}
