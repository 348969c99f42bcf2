package caravan.shared.fleet;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A fleet's instances as metrics: {@code caravan_fleet_passing} (0 or 1), {@code caravan_fleet_breaker} (0 closed, 1
 * half-open, 2 open), {@code caravan_fleet_asked} and {@code caravan_fleet_failed} (calls since it was found),
 * {@code caravan_fleet_pending}, {@code caravan_fleet_latency_seconds} (mean), each by service and instance.
 */
public final class FleetMetrics {

    private static final List<String> STATES = List.of("closed", "half-open", "open");

    private final Fleet fleet;
    private final Map<MultiGauge, ToDoubleFunction<InstanceState>> gauges = new LinkedHashMap<>();

    public FleetMetrics(Fleet fleet, MeterRegistry meters) {
        this.fleet = fleet;
        gauge(meters, "caravan.fleet.passing", state -> state.passing() ? 1 : 0);
        gauge(meters, "caravan.fleet.breaker", state -> STATES.indexOf(state.breaker()));
        gauge(meters, "caravan.fleet.asked", InstanceState::asked);
        gauge(meters, "caravan.fleet.failed", InstanceState::failed);
        gauge(meters, "caravan.fleet.pending", InstanceState::pending);
        gauge(meters, "caravan.fleet.latency.seconds", state -> state.latency().toNanos() / 1e9);
    }

    /** Takes the fleet as it is now. */
    public void refresh() {
        List<InstanceState> states = fleet.states();
        gauges.forEach((gauge, value) -> gauge.register(
                states.stream()
                        .map(state -> Row.of(
                                Tags.of(
                                        "service", state.instance().service(),
                                        "instance", state.instance().id()),
                                value.applyAsDouble(state)))
                        .toList(),
                true));
    }

    private void gauge(MeterRegistry meters, String name, ToDoubleFunction<InstanceState> value) {
        gauges.put(MultiGauge.builder(name).register(meters), value);
    }
}
