package caravan.shared.start;

import caravan.shared.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.postgresql.Driver;

/**
 * What this process was told to be, read and checked once at the start.
 *
 * @param roles what it runs; never empty
 * @param port the one port of its HTTP server
 * @param managementPort where health and metrics are; the same unless told
 * @param bind the address that it listens on
 * @param instance its number among its kind, from 1
 * @param address the base URL under which others reach it, without a slash at the end
 * @param data the folder of everything it keeps; absolute
 * @param database JDBC URL of a real PostgreSQL; empty for an embedded one
 * @param databaseUser its user, empty for the driver's default
 * @param databasePassword its password; may be empty
 * @param broker URL of a real AMQP 0-9-1 broker; empty for an embedded one
 * @param consul URL of a Consul agent; empty for the registry inside the process
 * @param keep how long what has ended is kept
 * @param certificate PEM file of the certificate for HTTPS; empty: HTTP
 * @param key PEM file of its private key; there if the certificate is
 */
public record Settings(
        Set<Role> roles,
        int port,
        int managementPort,
        String bind,
        int instance,
        String address,
        Path data,
        Optional<String> database,
        String databaseUser,
        String databasePassword,
        Optional<URI> broker,
        Optional<URI> consul,
        Duration keep,
        Optional<Path> certificate,
        Optional<Path> key) {

    /**
     * @param secured whether requests need a token, which they must before anybody but this machine can send them
     * @throws Refusal if a property has a value that cannot be used
     */
    static Settings read(PropertyReader properties, boolean secured) {
        Set<Role> roles = Role.parse(properties.required("caravan.roles"));
        int instance = properties.number("caravan.instance", 1, 9999).orElse(1);
        int port = properties.number("caravan.port", 1, 65535).orElseGet(() -> defaultPort(roles, instance));
        String bind = properties.required("caravan.bind");
        refuseOpenDoor(bind, secured);
        return new Settings(
                roles,
                port,
                properties.number("caravan.management.port", 1, 65535).orElse(port),
                bind,
                instance,
                properties
                        .address("caravan.address", "http://host:port", "http", "https")
                        .map(address -> address.toString().replaceAll("/+$", ""))
                        .orElse((properties.text("caravan.tls.certificate").isPresent() ? "https://" : "http://")
                                + (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + port),
                folder(properties.required("caravan.data")),
                properties.text("caravan.database.url").map(Settings::jdbc),
                properties.text("caravan.database.user").orElse(""),
                properties.text("caravan.database.password").orElse(""),
                properties.address("caravan.broker.url", "amqp://user:password@host:port/vhost", "amqp", "amqps"),
                properties.address("caravan.consul.url", "http://host:8500", "http", "https"),
                properties.duration("caravan.keep"),
                file(properties, "caravan.tls.certificate", "caravan.tls.key"),
                file(properties, "caravan.tls.key", "caravan.tls.certificate"));
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    public boolean needsDatabase() {
        return roles.stream().anyMatch(Role::needsDatabase);
    }

    public boolean needsBroker() {
        return roles.stream().anyMatch(Role::needsBroker);
    }

    /** Whether anything has to be kept on this machine's disk: embedded servers, uploads. */
    public boolean needsDataFolder() {
        return has(Role.PUBLISHER) || needsDatabase() && database.isEmpty() || needsBroker() && broker.isEmpty();
    }

    private static int defaultPort(Set<Role> roles, int instance) {
        return roles.size() == 1 ? roles.iterator().next().port() + instance - 1 : Role.SHARED_PORT;
    }

    private static void refuseOpenDoor(String bind, boolean secured) {
        try {
            if (!InetAddress.getByName(bind).isLoopbackAddress() && !secured) {
                throw new Refusal(
                        "caravan.bind=" + bind + " lets other machines in, and there is no token that they must"
                                + " show: set caravan.auth.tokens.<name> (from the environment: CARAVAN_AUTH_TOKENS_<NAME>)");
            }
        } catch (UnknownHostException e) {
            throw new Refusal("caravan.bind=" + bind + " is no address of this machine");
        }
    }

    private static Path folder(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new Refusal("caravan.data=" + text + " is no path: " + e.getReason());
        }
    }

    private static Optional<Path> file(PropertyReader properties, String name, String partner) {
        Optional<Path> file = properties.text(name).map(Path::of);
        if (file.isPresent() && properties.text(partner).isEmpty()) {
            throw new Refusal(name + " is set, and " + partner + " is not: HTTPS needs both");
        }
        file.filter(path -> !Files.isReadable(path)).ifPresent(path -> {
            throw new Refusal(name + "=" + path + " is no file that can be read");
        });
        return file;
    }

    private static String jdbc(String url) {
        // The driver would repeat the whole of it, with its password.
        if (!url.startsWith("jdbc:postgresql://") || Driver.parseURL(url, null) == null) {
            throw new Refusal("caravan.database.url is not of the form jdbc:postgresql://host:port/database");
        }
        return url;
    }
}
