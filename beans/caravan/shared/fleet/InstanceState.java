package caravan.shared.fleet;

import caravan.shared.registry.Instance;
import java.time.Duration;

/**
 * How an instance does, as its fleet sees it.
 *
 * @param passing whether the registry has it as healthy
 * @param breaker {@code closed}, {@code open} or {@code half-open}
 * @param asked calls since it was found
 * @param failed those of them that failed or were not answered in time
 * @param pending those that are open
 * @param latency the mean of those that were answered; zero before the first
 */
public record InstanceState(
        Instance instance, boolean passing, String breaker, long asked, long failed, int pending, Duration latency) {}
