package caravan.shared.start;

import caravan.dispatcher.applications.program.AllowedPrograms;
import caravan.dispatcher.applications.web.AllowedUrls;
import caravan.imports.publisher.ConsumerAddress;
import caravan.minions.master.Destinations;
import caravan.minions.master.WebhookKey;
import caravan.minions.minion.Masters;
import caravan.shared.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The properties that only routes and beans read, tried before anything starts: there, a wrong one is a stack trace. */
final class Tunables {

    /** An event is in memory as a whole, many times over, and has to be stored before its sender is tired of waiting. */
    private static final int LARGEST_EVENT = 10 * 1024 * 1024;

    /** As many characters as the signature has bytes (RFC 2104, section 3). */
    private static final int SHORTEST_KEY = 32;

    private Tunables() {}

    /** @throws Refusal that names the first one which cannot be used */
    static void check(PropertyReader properties) {
        properties.number("caravan.http.max-bytes", 1, Integer.MAX_VALUE);
        properties.number("caravan.database.connections", 1, 1000);
        properties.duration("caravan.retention-period");
        properties.duration("caravan.heartbeat");
        properties.duration("caravan.dispatcher.relay-period");
        properties.number("caravan.dispatcher.message-tasks", 1, 1000);
        properties.number("caravan.dispatcher.attempts", 1, 1000);
        properties.duration("caravan.dispatcher.retry-delay");
        properties.duration("caravan.dispatcher.retry-delay-most");
        properties.duration("caravan.dispatcher.timeout");
        events(properties);
        applications(properties);
        imports(properties);
        market(properties);
        minions(properties);
        properties.number("caravan.worker.concurrency", 1, 10_000);
        properties.number("caravan.worker.prefetch", 1, 65_535);
        Duration heartbeat = properties.duration("caravan.worker.heartbeat");
        Duration lease = properties.duration("caravan.worker.lease");
        if (lease.compareTo(heartbeat) <= 0) {
            throw new Refusal("caravan.worker.lease is not longer than caravan.worker.heartbeat:"
                    + " a worker that lives would lose its tasks");
        }
    }

    private static void events(PropertyReader properties) {
        properties.required("caravan.dispatcher.max-event-bytes");
        properties.number("caravan.dispatcher.max-event-bytes", 1, LARGEST_EVENT);
        properties.required("caravan.dispatcher.max-events");
        properties.number("caravan.dispatcher.max-events", 1, 100_000);
        properties.required("caravan.dispatcher.rules");
        properties.duration("caravan.dispatcher.rules-period");
    }

    private static void imports(PropertyReader properties) {
        properties.size("caravan.imports.max-bytes");
        properties.required("caravan.imports.rows-per-message");
        properties.number("caravan.imports.rows-per-message", 1, 1000);
        properties.required("caravan.imports.concurrent");
        properties.number("caravan.imports.concurrent", 1, 100);
        properties.duration("caravan.imports.patience");
        properties.required("caravan.consumer.sessions");
        properties.number("caravan.consumer.sessions", 1, 1000);
        properties.host("caravan.consumer.host");
        properties.number("caravan.consumer.port", 1, 65535);
        ConsumerAddress.REQUESTS.forEach(request -> properties.pathOrUrl("caravan.consumer." + request + "-url"));
    }

    private static void minions(PropertyReader properties) {
        properties.required("caravan.minions.most-jobs");
        properties.number("caravan.minions.most-jobs", 1, 10_000_000);
        properties.required("caravan.callbacks.attempts");
        properties.number("caravan.callbacks.attempts", 1, 1000);
        String callbacks = properties.text("caravan.callbacks").orElse("");
        new Destinations(callbacks);
        new Masters(
                URI.create("http://localhost"),
                properties.text("caravan.minions.masters").orElse(""));
        Optional<String> secret = properties.text("caravan.callbacks.secret");
        secret.map(String::strip).ifPresent(WebhookKey::new);
        boolean signed = secret.filter(text -> text.length() >= SHORTEST_KEY).isPresent();
        if (!callbacks.isBlank() && !signed) {
            throw new Refusal("caravan.callbacks is set, and caravan.callbacks.secret has less than " + SHORTEST_KEY
                    + " characters: what is posted is signed (from the environment: CARAVAN_CALLBACKS_SECRET)");
        }
    }

    private static void market(PropertyReader properties) {
        properties.duration("caravan.market.hedge-after");
        properties.required("caravan.market.breaker-failures");
        properties.number("caravan.market.breaker-failures", 1, 1000);
        properties.duration("caravan.market.breaker-wait");
        properties
                .text("caravan.market.cookie-key")
                .filter(key -> key.length() < SHORTEST_KEY)
                .ifPresent(key -> {
                    throw new Refusal("caravan.market.cookie-key has less than " + SHORTEST_KEY + " characters");
                });
    }

    private static void applications(PropertyReader properties) {
        properties.required("caravan.dispatcher.max-result-bytes");
        properties.number("caravan.dispatcher.max-result-bytes", 1, 10 * 1024 * 1024);
        AllowedUrls.of(properties.text("caravan.dispatcher.urls").orElse(""));
        AllowedPrograms programs = AllowedPrograms.of(
                properties.text("caravan.dispatcher.programs").orElse(""));
        // Where tasks are only taken in, the programs need not be.
        if (Role.parse(properties.required("caravan.roles")).contains(Role.WORKER)) {
            programs.checkRunnable();
        }
    }
}
