package caravan.shared.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.SystemConfig;

/**
 * How Qpid Broker-J runs embedded: made anew at each start. What is declared over AMQP (queues, bindings) and the
 * messages are kept in the store of the virtual host, {@code broker/store} in the data folder.
 */
final class BrokerConfiguration {

    static final String HOST = "127.0.0.1";
    static final String USER = "guest";
    static final String PASSWORD = "guest";

    /** The names in {@code ${}} are those of the context below; no port for HTTP, so no management over it. */
    private static final String BROKER = """
            {
              "name": "caravan",
              "modelVersion": "9.0",
              "authenticationproviders": [{
                "name": "users",
                "type": "Plain",
                "secureOnlyMechanisms": [],
                "users": [{"name": "%s", "type": "managed", "password": "%s"}]
              }],
              "ports": [{
                "name": "amqp",
                "bindingAddress": "%s",
                "port": "${caravan.port}",
                "protocols": ["AMQP_0_9_1"],
                "authenticationProvider": "users",
                "virtualhostaliases": [{"name": "default", "type": "defaultAlias"}]
              }],
              "virtualhostnodes": [{
                "name": "default",
                "type": "BDB",
                "defaultVirtualHostNode": "true",
                "storePath": "${qpid.work_dir}/store",
                "virtualHostInitialConfiguration": "{\\"type\\": \\"ProvidedStore\\"}"
              }]
            }
            """.formatted(USER, PASSWORD, HOST);

    private final Path folder;
    private final int port;

    BrokerConfiguration(DataFolder data, int port) {
        this.folder = data.subfolder("broker");
        this.port = port;
    }

    /** What {@link org.apache.qpid.server.SystemLauncher} starts with. */
    Map<String, Object> attributes() throws IOException {
        Path initial = folder.resolve("initial.json");
        Files.writeString(initial, BROKER);
        // Set so that it need not look at "classpath:…", a protocol that Java knows only where Qpid is on the class
        // path
        // of the virtual machine itself; inside Maven it is not.
        Path properties = folder.resolve("system.properties");
        Files.writeString(properties, "");
        // Made from the initial one when it is missing. That of an earlier start may have another port.
        Path current = folder.resolve("current.json");
        Files.deleteIfExists(current);
        return Map.of(
                ConfiguredObject.TYPE,
                "JSON",
                "storePath",
                current.toString(),
                ConfiguredObject.CONTEXT,
                context(),
                SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                initial.toUri().toString(),
                SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION,
                properties.toUri().toString(),
                SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                "false");
    }

    private Map<String, String> context() {
        Map<String, String> context = new HashMap<>();
        context.put("qpid.work_dir", folder.toString());
        context.put("caravan.port", String.valueOf(port));
        // As RabbitMQ takes them: otherwise an argument that Qpid does not know closes the connection.
        context.put("queue.behaviourOnUnknownDeclareArgument", "IGNORE");
        context.put("exchange.behaviourOnUnknownDeclareArgument", "IGNORE");
        // As RabbitMQ too: what cannot be routed is returned, and the connection stays.
        context.put("qpid.port.closeWhenNoRoute", "false");
        // Memory: this much cache for the store; bodies of queued messages beyond the threshold are on disk only.
        context.put("je.maxMemory", mebibytes(32));
        context.put("broker.flowToDiskThreshold", mebibytes(32));
        context.put("qpid.broker.networkBufferSize", String.valueOf(64 * 1024));
        context.put("broker.directByteBufferPoolSize", "128");
        // Disk: the store would refuse to write below 5 GB of free space, and publishers would hang from 90 % on.
        context.put("je.freeDisk", mebibytes(256));
        context.put("store.filesystem.maxUsagePercent", "98");
        return context;
    }

    private static String mebibytes(int count) {
        return String.valueOf(count * 1024L * 1024L);
    }
}
