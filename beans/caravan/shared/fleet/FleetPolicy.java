package caravan.shared.fleet;

import java.time.Duration;

/**
 * How a {@link Fleet} asks.
 *
 * @param hedgeAfter how long an instance is waited for alone
 * @param limit how long a lookup takes at most, whoever was asked; a single call has its own limit, which is its client's
 * @param failures in a row that open the breaker of an instance
 * @param breakerWait how long an open breaker lets nothing through
 * @param mostPending calls that one instance may have open at once; with more it is passed over
 */
public record FleetPolicy(Duration hedgeAfter, Duration limit, int failures, Duration breakerWait, int mostPending) {}
