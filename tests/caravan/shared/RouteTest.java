package caravan.shared;

import caravan.shared.broker.Mailbox;
import caravan.shared.embedded.RealServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** What tests of routes share: real servers, and a program to be started. Lifecycle methods of subclasses need other names. */
@ExtendWith(RealServers.Extension.class)
public abstract class RouteTest {

    protected static RealServers servers;
    protected static Mailbox mailbox;
    /** With the routes that a test class names; closed after the last test. */
    protected static Program program;

    @BeforeAll
    protected static void connect(RealServers real) {
        servers = real;
        mailbox = new Mailbox(real.brokerItself());
    }

    @AfterAll
    protected static void close() {
        program.close();
    }
}
