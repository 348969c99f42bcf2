package caravan.shared.embedded;

import java.lang.reflect.Field;
import org.apache.qpid.server.SystemLauncherListener.DefaultSystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.BrokerImpl;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.State;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHostNode;

/**
 * What becomes of one start of the broker: Qpid's launcher logs a failure and returns as if nothing had happened.
 *
 * <p>Not for several threads: the launcher calls it on the thread that starts the broker.
 */
final class BrokerLaunch extends DefaultSystemLauncherListener {

    private SystemConfig<?> system;
    private RuntimeException failure;

    @Override
    public void onContainerResolve(SystemConfig<?> systemConfig) {
        system = systemConfig;
    }

    @Override
    public void errorOnStartup(RuntimeException e) {
        failure = e;
    }

    /** Throws what kept the broker from starting as a whole; afterwards only {@code close} stops it. */
    void verify() {
        if (failure != null) {
            throw failure;
        }
        Broker<?> broker = (Broker<?>) system.getContainer();
        removeShutdownHook(broker);
        for (VirtualHostNode<?> node : broker.getVirtualHostNodes()) {
            if (node.getState() != State.ACTIVE) {
                // Why it failed is not kept anywhere: the second attempt says it.
                node.start();
            }
        }
        for (Port<?> port : broker.getPorts()) {
            if (port.getState() != State.ACTIVE) {
                throw new IllegalStateException("it cannot listen on port " + port.getPort());
            }
        }
    }

    /** The message of the innermost cause. */
    static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : firstLine(cause.getMessage());
    }

    /**
     * The broker registers a shutdown hook that closes it while the routes are still at work: what they do last would be
     * lost, and publishers would fail. There is no setting against it, and only the thread itself can be unregistered;
     * it is in this field. The version is pinned and a test stops a process, so a change of it does not go unnoticed.
     */
    private static void removeShutdownHook(Broker<?> broker) {
        try {
            Field hook = BrokerImpl.class.getDeclaredField("_shutdownHook");
            hook.setAccessible(true);
            Runtime.getRuntime().removeShutdownHook((Thread) hook.get(broker));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of Qpid Broker-J keeps its shutdown hook elsewhere", e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
