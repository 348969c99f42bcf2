package caravan.shared.start;

import caravan.shared.Refusal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a process can be; {@code caravan.roles} names one, several, or {@code all}. */
public enum Role {
    DISPATCHER(8069, true, true),
    WORKER(8070, true, true),
    PUBLISHER(8000, true, true),
    CONSUMER(8080, true, true),
    MARKET(5000, true, false),
    RATINGS(8001, false, false),
    MASTER(8010, true, false),
    MINION(8020, false, false),
    USERS(8030, true, false),
    CONSOLE(8090, true, true);

    /** The port of the all-in-one, and of every process of more than one role. */
    public static final int SHARED_PORT = 8080;

    private static final String ALL = "all";

    private final int port;
    private final boolean needsDatabase;
    private final boolean needsBroker;

    Role(int port, boolean needsDatabase, boolean needsBroker) {
        this.port = port;
        this.needsDatabase = needsDatabase;
        this.needsBroker = needsBroker;
    }

    /** The port of instance 1 of a process that has this role alone. */
    public int port() {
        return port;
    }

    public boolean needsDatabase() {
        return needsDatabase;
    }

    public boolean needsBroker() {
        return needsBroker;
    }

    /** As {@code caravan.roles} spells it: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code caravan.roles}.
     *
     * @param list {@code all}, or names of roles separated by commas; case and spaces do not matter
     * @return the roles, in the order in which they are declared here; never empty
     * @throws Refusal if a name is no role
     */
    public static Set<Role> parse(String list) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : list.split(",", -1)) {
            if (word.strip().equalsIgnoreCase(ALL)) {
                roles.addAll(EnumSet.allOf(Role.class));
            } else {
                roles.add(byWord(word.strip()));
            }
        }
        return roles;
    }

    private static Role byWord(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new Refusal("caravan.roles: '" + word + "' is no role; there are all, "
                        + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "))));
    }
}
