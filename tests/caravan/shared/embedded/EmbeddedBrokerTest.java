package caravan.shared.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import caravan.shared.Refusal;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    @TempDir
    Path folder;

    DataFolder data;

    @BeforeEach
    void open() throws IOException {
        folder = folder.toRealPath().resolve("the data");
        data = DataFolder.open(folder);
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void a_confirmed_message_is_there_after_a_restart_at_the_same_address() throws Exception {
        String address;
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            address = broker.url();
            send(broker.url(), "restart");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            assertThat(broker.url()).isEqualTo(address).matches("amqp://guest:guest@127\\.0\\.0\\.1:\\d+");
            assertThat(received(broker.url())).isEqualTo("restart");
        }
    }

    @Test
    void a_confirmed_message_outlives_a_killed_process() throws Exception {
        data.close();
        String address;
        try (ChildJvm sender = ChildJvm.running(Sender.class, folder)) {
            address = sender.ready();
            sender.kill();
        }
        data = DataFolder.open(folder);
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            assertThat(broker.url()).isEqualTo(address);
            assertThat(received(broker.url())).isEqualTo("sent");
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be asked to stop there, only killed")
    void while_the_process_stops_the_broker_serves_until_it_is_closed() throws Exception {
        data.close();
        try (ChildJvm sender = ChildJvm.running(Sender.class, folder, "and one more while stopping")) {
            sender.ready();
            sender.stop();
            assertThat(sender.rest()).isEmpty();
        }
        data = DataFolder.open(folder);
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            assertThat(received(broker.url())).isEqualTo("sent");
            assertThat(received(broker.url())).isEqualTo("and one more while stopping");
        }
    }

    @Test
    void a_second_process_is_refused_while_the_first_one_serves() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data);
                ChildJvm second = ChildJvm.running(Sender.class, folder)) {
            assertThat(second.rest())
                    .contains("caravan.data=" + folder + " is in use by process "
                            + ProcessHandle.current().pid());
            send(broker.url(), "still there");
        }
    }

    @Test
    void it_takes_what_rabbitmq_takes() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data);
                Connection connection = connection(broker.url());
                Channel channel = connection.createChannel()) {
            assertThat(connection.getHeartbeat()).isEqualTo(7);
            channel.exchangeDeclare("exchange", "topic", true, false, Map.of("x-unknown", 1));
            channel.queueDeclare("queue", true, false, false, Map.of("x-queue-type", "quorum"));
            channel.queueBind("queue", "exchange", "a.*");

            CountDownLatch returned = new CountDownLatch(1);
            channel.addReturnListener(message -> returned.countDown());
            channel.confirmSelect();
            channel.basicPublish("exchange", "nowhere", true, null, new byte[0]);
            await().until(() -> returned.getCount() == 0);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void a_wrong_password_is_refused() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            assertThatThrownBy(() -> connection(broker.url().replace(":guest@", ":guess@")))
                    .hasStackTraceContaining("Authentication failed");
        }
    }

    @Test
    void whatever_listens_on_its_port_makes_it_move() throws Exception {
        try (ServerSocket somebody = new ServerSocket(data.port("broker"), 1, InetAddress.getLoopbackAddress());
                EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            assertThat(broker.url()).doesNotContain(String.valueOf(somebody.getLocalPort()));
            send(broker.url(), "moved");
        }
    }

    @Test
    void closing_it_again_does_nothing() throws Exception {
        EmbeddedBroker first = EmbeddedBroker.start(data);
        first.close();
        try (EmbeddedBroker second = EmbeddedBroker.start(data)) {
            first.close();
            send(second.url(), "second");
        }
    }

    @Test
    void a_store_that_cannot_be_opened_is_the_reason_for_the_refusal() throws Exception {
        Files.createDirectories(folder.resolve("broker"));
        Path store = Files.writeString(folder.resolve("broker/store"), "in the way");

        assertThatThrownBy(() -> EmbeddedBroker.start(data))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("caravan.data=" + folder)
                .hasMessageContaining(store.toString())
                .hasMessageNotContaining("\n");

        FileUtils.delete(store.toFile());
        EmbeddedBroker.start(data).close();
    }

    private static void send(String url, String text) throws Exception {
        try (Connection connection = connection(url);
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("letters", true, false, false, null);
            channel.confirmSelect();
            channel.basicPublish("", "letters", MessageProperties.PERSISTENT_BASIC, text.getBytes(UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private static String received(String url) throws Exception {
        try (Connection connection = connection(url);
                Channel channel = connection.createChannel()) {
            GetResponse letter = channel.basicGet("letters", true);
            return letter == null ? null : new String(letter.getBody(), UTF_8);
        }
    }

    private static Connection connection(String url) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url);
        factory.setRequestedHeartbeat(7);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    /** Sends a message; a second one, if there is one, while the process is asked to stop, as routes do then. */
    static final class Sender {
        private Sender() {}

        public static void main(String[] arguments) throws Exception {
            DataFolder data = DataFolder.open(Path.of(arguments[0]));
            EmbeddedBroker broker = EmbeddedBroker.start(data);
            send(broker.url(), "sent");
            if (arguments.length > 1) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> sendAndClose(data, broker, arguments[1])));
            }
            ChildJvm.readyUntilKilled(broker.url());
        }

        private static void sendAndClose(DataFolder data, EmbeddedBroker broker, String text) {
            try (data;
                    broker) {
                // Long enough for a hook of the broker's own to have done its work by now.
                await().during(Duration.ofSeconds(1)).until(() -> true);
                send(broker.url(), text);
            } catch (Exception e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}
