package caravan.minions.master;

import caravan.shared.CommaList;
import caravan.shared.Refusal;
import caravan.shared.http.PlainUrl;
import caravan.shared.http.Problem;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Where finished jobs may be posted: hosts that the operator names. That a name leads where its owner says is taken for granted. */
public final class Destinations {

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private final Set<String> hosts = new HashSet<>();

    /**
     * @param list hosts, or {@code host:port}, separated by commas; empty: nowhere
     * @throws Refusal if one of them is none
     */
    public Destinations(String list) {
        for (String host : CommaList.words(list)) {
            if (!HOST.matcher(host).matches()) {
                throw new Refusal("caravan.callbacks: '" + host + "' is no host, and no host:port");
            }
            hosts.add(host.toLowerCase(Locale.ROOT));
        }
    }

    /** @return the same @throws Problem 400 if nothing may be posted there; null is nowhere */
    String allowed(String destination) {
        if (destination == null) {
            return null;
        }
        PlainUrl url;
        try {
            url = PlainUrl.of(destination);
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "The destination " + e.getMessage());
        }
        if (!isAllowed(url)) {
            throw Problem.of(400, "The destination's host " + url.host() + " is not on caravan.callbacks");
        }
        return url.uri().toString();
    }

    /** Whether the list, which may have changed, still has it. */
    boolean has(String destination) {
        return isAllowed(PlainUrl.of(destination));
    }

    private boolean isAllowed(PlainUrl url) {
        return hosts.contains(url.host()) || hosts.contains(url.host() + ":" + url.port());
    }
}
