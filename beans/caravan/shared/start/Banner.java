package caravan.shared.start;

import caravan.shared.embedded.EmbeddedDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the log says once the program is ready: where it is, what works with it, and what to try. */
final class Banner {

    private Banner() {}

    static List<String> of(Settings settings, Servers servers) {
        List<String> lines = new ArrayList<>();
        lines.add("Caravan is ready at " + settings.address() + " ("
                + (settings.roles().size() == Role.values().length
                        ? "all roles"
                        : settings.roles().stream().map(Role::word).collect(Collectors.joining(", ")))
                + (settings.instance() > 1 ? ", instance " + settings.instance() : "") + ")");
        servers.database()
                .ifPresent(database -> lines.add(
                        settings.database().isPresent()
                                ? "  database            " + database
                                : "  embedded database   " + database + " user " + database.user() + ", password in "
                                        + settings.data().resolve(EmbeddedDatabase.PASSWORD_FILE)));
        servers.broker()
                .ifPresent(broker -> lines.add(
                        settings.broker().isPresent()
                                ? "  broker              " + broker
                                : "  embedded broker     " + broker.url()));
        if (settings.has(Role.DISPATCHER)) {
            lines.add("  try the dispatcher  curl " + settings.address() + "/dispatch/add/2/2");
        }
        if (settings.has(Role.PUBLISHER)) {
            lines.add("  try an import       printf 'Anna,anna@example.org\\n' | curl -H 'Accept: application/json' -F"
                    + " 'input_file=@-;filename=staff.csv' " + settings.address() + "/simulate/");
        }
        if (settings.has(Role.MARKET)) {
            lines.add("  try the market      " + settings.address() + "/market/");
        }
        if (settings.has(Role.MASTER)) {
            lines.add("  try the minions     curl " + settings.address() + "/ask_a_minion/v1/time");
        }
        lines.addAll(missing(settings));
        return lines;
    }

    private static List<String> missing(Settings settings) {
        List<String> lines = new ArrayList<>();
        if (settings.consul().isEmpty()) {
            if (settings.has(Role.MARKET) && !settings.has(Role.RATINGS)) {
                lines.add(
                        "  no ratings          caravan.consul.url is empty, and no instance of the ratings runs in this"
                                + " process: none can be found");
            }
            if (settings.has(Role.MASTER) && !settings.has(Role.MINION)) {
                lines.add(
                        "  no minions          caravan.consul.url is empty, and no minion runs in this process: none can"
                                + " be found");
            }
        }
        return lines;
    }
}
