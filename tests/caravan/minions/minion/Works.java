package caravan.minions.minion;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/** Orders as masters give them, for tests. */
final class Works {

    static final URI MASTER = URI.create("http://127.0.0.1:8010");
    static final long BEGIN = System.nanoTime();

    private Works() {}

    /** @param due seconds after {@link #BEGIN} */
    static Work due(long due) {
        return due(UUID.randomUUID(), due, MASTER);
    }

    /** @param master null: one that only asks */
    static Work due(UUID id, long due, URI master) {
        return new Work(new Order(id, "time", null, Duration.ZERO, master), at(due));
    }

    /** @return that many seconds after {@link #BEGIN}, as {@link System#nanoTime} has it */
    static long at(long seconds) {
        return BEGIN + Duration.ofSeconds(seconds).toNanos();
    }
}
