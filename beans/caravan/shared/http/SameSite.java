package caravan.shared.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps pages of other sites from making a browser act here, also by GET. Refused with 403: a request that the browser
 * says comes from another site (Fetch Metadata, {@code Sec-Fetch-Site}), one with an {@code Origin} that is not the
 * {@code Host} it is sent to, and one whose {@code Host} is none of ours (DNS rebinding).
 */
public final class SameSite {

    private final Set<String> hosts;
    private final Map<String, Set<String>> senders;

    /** @param hosts names and addresses under which this process is reached, without ports */
    public SameSite(Set<String> hosts) {
        this(hosts, Map.of());
    }

    /**
     * @param senders by path, who may send there although they are another site: what they say as their {@code Origin}, to
     *     the letter. Senders of webhooks do so (HTTP 1.1 Web Hooks for Event Delivery 1.0, section 4.1.2)
     */
    public SameSite(Set<String> hosts, Map<String, Set<String>> senders) {
        this.hosts = hosts.stream().map(SameSite::plain).collect(Collectors.toUnmodifiableSet());
        this.senders = Map.copyOf(senders);
    }

    /** @param path as the router reads it */
    void check(HttpServerRequest request, String path) {
        HostAndPort authority = request.authority();
        if (authority == null || !hosts.contains(plain(authority.host()))) {
            throw Problem.of(
                    403,
                    "The Host of this request is none under which this program is reached;"
                            + " caravan.hosts names further ones");
        }
        if ("cross-site".equalsIgnoreCase(request.getHeader("Sec-Fetch-Site"))) {
            throw Problem.of(403, "A page of another site may not act here");
        }
        String origin = request.getHeader("Origin");
        if (origin != null
                && !own(origin, request)
                && !senders.getOrDefault(path, Set.of()).contains(origin)) {
            throw Problem.of(403, "The Origin of this request is another site");
        }
    }

    private static boolean own(String origin, HttpServerRequest request) {
        try {
            URI uri = URI.create(origin);
            HostAndPort authority = request.authority();
            return uri.getHost() != null
                    && plain(uri.getHost()).equals(plain(authority.host()))
                    && port(uri.getPort(), uri.getScheme()) == port(authority.port(), request.scheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(int port, String scheme) {
        return port > 0 ? port : "https".equals(scheme) ? 443 : 80;
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
