package caravan.shared.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.kiwiproject.consul.ConsulException;
import org.kiwiproject.consul.cache.CacheDescriptor;
import org.kiwiproject.consul.monitoring.ClientEventCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Consul is away, or refuses to be asked, and once that it answers again. */
final class ConsulPresence implements ClientEventCallback {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.registry");

    private final URI url;
    private String trouble;

    ConsulPresence(URI url) {
        this.url = url;
    }

    /** What is wrong, on one line; empty while it answers. */
    synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public synchronized void onCachePollingError(String client, CacheDescriptor watch, Throwable failure) {
        boolean refuses = refuses(failure);
        String found = refuses ? "Consul refuses to be asked" : "Consul is away";
        if (!found.equals(trouble)) {
            trouble = found;
            LOG.warn(
                    "Consul at {} {}: the instances last seen stay in use",
                    url,
                    refuses ? "refuses to be asked (" + failure.getMessage().strip() + ")" : "does not answer");
            LOG.debug("The cause", failure);
        }
    }

    @Override
    public synchronized void onCachePollingSuccess(String client, CacheDescriptor watch, boolean told, Duration took) {
        if (trouble != null) {
            trouble = null;
            LOG.info("Consul at {} answers again", url);
        }
    }

    /** A token that it does not know, or that is not allowed to ask; while it has no leader, it is a 500. */
    private static boolean refuses(Throwable failure) {
        return failure instanceof ConsulException answer && answer.getCode() >= 400 && answer.getCode() < 500;
    }
}
