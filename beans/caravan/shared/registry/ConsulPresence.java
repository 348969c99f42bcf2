package caravan.shared.registry;

import java.net.URI;
import java.time.Duration;
import org.kiwiproject.consul.cache.CacheDescriptor;
import org.kiwiproject.consul.monitoring.ClientEventCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Consul is away, and once that it is back. */
final class ConsulPresence implements ClientEventCallback {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.registry");

    private final URI url;
    private boolean away;

    ConsulPresence(URI url) {
        this.url = url;
    }

    synchronized boolean isAway() {
        return away;
    }

    @Override
    public synchronized void onCachePollingError(String client, CacheDescriptor watch, Throwable failure) {
        if (!away) {
            away = true;
            LOG.warn("Consul at {} does not answer: the instances last seen stay in use", url);
            LOG.debug("The cause", failure);
        }
    }

    @Override
    public synchronized void onCachePollingSuccess(String client, CacheDescriptor watch, boolean told, Duration took) {
        if (away) {
            away = false;
            LOG.info("Consul at {} answers again", url);
        }
    }
}
