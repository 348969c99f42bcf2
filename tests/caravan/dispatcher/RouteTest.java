package caravan.dispatcher;

import caravan.shared.Program;
import caravan.shared.broker.Mailbox;
import caravan.shared.embedded.RealServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What tests of the dispatcher's routes share: real servers, emptied before each test, and a program to be started. */
@ExtendWith(RealServers.Extension.class)
abstract class RouteTest {

    static RealServers servers;
    static Tables tables;
    static Mailbox mailbox;
    /** With the routes that a test class names; closed after the last test. */
    static Program program;

    @BeforeAll
    static void connect(RealServers real) {
        servers = real;
        tables = new Tables(real.databaseItself());
        mailbox = new Mailbox(real.brokerItself());
    }

    @AfterAll
    static void close() {
        program.close();
    }

    @BeforeEach
    void empty() throws Exception {
        mailbox.declare(TaskQueue.TASKS);
        tables.clear();
        mailbox.take(TaskQueue.TASKS);
    }
}
