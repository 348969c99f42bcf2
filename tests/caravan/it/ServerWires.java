package caravan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ways of one process to its servers, which can be cut one by one. */
final class ServerWires implements AutoCloseable {

    private static final String BROKER = "caravan.broker.url";
    private static final String DATABASE = "caravan.database.url";
    private static final Pattern PORT = Pattern.compile(":(\\d+)(?=/|\\?|$)");

    private final List<String> servers;
    private final Wire broker;
    private final Wire database;

    /** @param servers where they are: {@code caravan.…=…} */
    ServerWires(List<String> servers) {
        this.servers = servers;
        broker = wire(property(BROKER));
        database = wire(property(DATABASE));
    }

    Wire broker() {
        return broker;
    }

    Wire database() {
        return database;
    }

    /** The same properties with the wires' ends in them, and further ones. */
    String[] properties(String... further) {
        return Stream.concat(
                        Stream.of(through(property(BROKER), broker), through(property(DATABASE), database)),
                        Stream.of(further))
                .toArray(String[]::new);
    }

    void join() {
        broker.join();
        database.join();
    }

    @Override
    public void close() {
        broker.close();
        database.close();
    }

    private String property(String name) {
        return servers.stream()
                .filter(property -> property.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }

    private static Wire wire(String property) {
        Matcher port = PORT.matcher(property);
        assertThat(port.find()).as(property).isTrue();
        return new Wire(Integer.parseInt(port.group(1)));
    }

    private static String through(String property, Wire wire) {
        return PORT.matcher(property).replaceFirst(":" + wire.port());
    }
}
