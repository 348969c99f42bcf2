package caravan.dispatcher;

import caravan.shared.RouteTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the dispatcher's routes share: its tables and its queue are empty before each test. */
abstract class DispatcherTest extends RouteTest {

    static Tables tables;

    @BeforeAll
    static void open() {
        tables = new Tables(servers.databaseItself());
    }

    @BeforeEach
    void empty() throws Exception {
        mailbox.declare(TaskQueue.TASKS);
        tables.clear();
        mailbox.take(TaskQueue.TASKS);
    }
}
