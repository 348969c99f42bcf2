package caravan.shared.embedded;

import java.util.List;
import java.util.stream.Collectors;

/** How the server runs, given at each start: so a folder made by an earlier version of this program follows. */
final class PostgresSettings {

    /** Words that need no quoting: they pass through a shell. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            // None: it would lie in /tmp, open to every user, and the path of a data folder can be too long for one.
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=100",
            "shared_buffers=64MB",
            "timezone=UTC",
            "log_timezone=UTC",
            // Starts, stops and what ends the server; failing statements reach the client, and may hold personal data.
            "log_min_messages=log",
            "log_checkpoints=off");

    private PostgresSettings() {}

    /** The server's options, in one string as {@code pg_ctl -o} takes them. */
    static String on(int port) {
        return SETTINGS.stream()
                .map(setting -> "-c " + setting)
                .collect(Collectors.joining(" ", "-p " + port + " ", ""));
    }
}
