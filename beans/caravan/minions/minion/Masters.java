package caravan.minions.minion;

import caravan.shared.CommaList;
import caravan.shared.Refusal;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom a minion may tell what it has done: it posts to no address only because a request says so. */
public final class Masters {

    private static final Logger LOG = LoggerFactory.getLogger("caravan.minions");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]");
    private static final int MOST_CHARACTERS = 500;

    private final Set<String> hosts = new HashSet<>();
    private boolean said;

    /**
     * @param own this process's own address, which is always trusted
     * @param list hosts, separated by commas
     * @throws Refusal if one of them is none
     */
    public Masters(URI own, String list) {
        hosts.add(own.getHost().toLowerCase(Locale.ROOT));
        for (String host : CommaList.words(list)) {
            if (!HOST.matcher(host).matches()) {
                throw new Refusal("caravan.minions.masters: '" + host + "' is no name or address of a host");
            }
            hosts.add(host.toLowerCase(Locale.ROOT));
        }
    }

    /** @param address base URL of a master; may be null @return the same, or null if it is none or not on the list */
    URI read(String address) {
        if (address == null || address.length() > MOST_CHARACTERS) {
            return null;
        }
        try {
            URI master = URI.create(address);
            boolean http = "http".equals(master.getScheme()) || "https".equals(master.getScheme());
            if (http
                    && master.getHost() != null
                    && master.getRawUserInfo() == null
                    // What is below the address would be swallowed by these: it would be another path that is posted
                    // to.
                    && master.getRawQuery() == null
                    && master.getRawFragment() == null
                    && hosts.contains(master.getHost().toLowerCase(Locale.ROOT))) {
                return master;
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("A master's address is none", e);
        }
        refuse();
        return null;
    }

    private synchronized void refuse() {
        if (!said) {
            said = true;
            LOG.warn("A master that is not on caravan.minions.masters is not told what is done; it has to ask");
        }
    }
}
