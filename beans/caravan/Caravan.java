package caravan;

import caravan.shared.start.Launch;
import org.apache.camel.main.Main;

/**
 * Camel's Main with {@link Launch} around it. A main class of our own is needed for four things: camel-main reads
 * {@code camel.main.main-listener-classes} only after it has asked its listeners for the first time; what a listener
 * throws after the start is only logged; a start that fails would leave the embedded servers' threads, and so the
 * process, alive; and at the stop the virtual machine would not wait for what comes after Camel.
 */
public final class Caravan {

    private Caravan() {}

    /** Runs until the process is told to stop; ends it with status 1 if it cannot start. */
    public static void main(String... arguments) {
        try (Launch launch = new Launch()) {
            Main main = new Main() {
                @Override
                protected void doStart() throws Exception {
                    super.doStart();
                    launch.open();
                }
            };
            main.addMainListener(launch);
            launch.holdShutdown();
            try {
                main.run(arguments);
                return;
            } catch (Exception e) {
                launch.sayWhy(e);
            }
            // Or Camel's shutdown hook would wait for a context that never started.
            main.completed();
            main.stop();
        }
        System.exit(1);
    }
}
