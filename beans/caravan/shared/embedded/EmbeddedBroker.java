package caravan.shared.embedded;

import caravan.shared.Refusal;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.qpid.server.SystemLauncher;

/**
 * An AMQP 0-9-1 broker (Qpid Broker-J) inside this process, for a machine that has no RabbitMQ. Durable queues and
 * persistent messages lie in the data folder: what was confirmed outlives the process, also after {@code kill -9}. It
 * listens on loopback only, at the same port over restarts, to guest with the password guest, as RabbitMQ does: whoever
 * can run programs on this machine can read and send messages, but not make the broker run anything.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int ANSWER_SECONDS = 10;

    private final SystemLauncher launcher;
    private final String url;
    private boolean closed;

    private EmbeddedBroker(SystemLauncher launcher, String url) {
        this.launcher = launcher;
        this.url = url;
    }

    /**
     * Starts the broker and waits until it answers.
     *
     * @throws Refusal if it does not start, with the reason
     */
    public static EmbeddedBroker start(DataFolder data) {
        int port = data.port("broker");
        BrokerLaunch launch = new BrokerLaunch();
        SystemLauncher launcher = new SystemLauncher(launch);
        String url = "amqp://" + BrokerConfiguration.USER + ":" + BrokerConfiguration.PASSWORD + "@"
                + BrokerConfiguration.HOST + ":" + port;
        EmbeddedBroker broker = new EmbeddedBroker(launcher, url);
        try {
            launcher.startup(new BrokerConfiguration(data, port).attributes());
            launch.verify();
            broker.connect();
            return broker;
        } catch (Exception e) {
            broker.close();
            throw new Refusal(
                    DataFolder.named(data.path()) + ": the embedded broker does not start (" + BrokerLaunch.reason(e)
                            + "): put that right, or give caravan.broker.url",
                    e);
        }
    }

    /** {@code amqp://guest:guest@127.0.0.1:PORT}, the default virtual host. */
    public String url() {
        return url;
    }

    /**
     * Stops the broker and closes its store; connections still open are closed. Waits up to 30 s. Closing it again does
     * nothing.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            launcher.shutdown();
        }
    }

    private void connect() throws IOException, TimeoutException, URISyntaxException, GeneralSecurityException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url);
        factory.setConnectionTimeout((int) TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
        factory.setAutomaticRecoveryEnabled(false);
        factory.newConnection("start of the embedded broker").close();
    }
}
