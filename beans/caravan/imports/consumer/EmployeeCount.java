package caravan.imports.consumer;

import java.util.function.LongSupplier;

/**
 * How many rows the table has. To count millions costs as much as to save thousands; who only watches a session is answered
 * with the last count for as long as counting again would take more than a twentieth of the time.
 */
final class EmployeeCount {

    private static final int SHARE = 20;
    /** What costs less is done each time. */
    private static final long CHEAP_NANOS = 10_000_000;

    private final LongSupplier table;
    private long count;
    private long cost;
    private long counted;

    /** @param table counts its rows */
    EmployeeCount(LongSupplier table) {
        this.table = table;
    }

    /** @param exact whether it must be that of this moment */
    synchronized long now(boolean exact) {
        long begin = System.nanoTime();
        if (exact || cost < CHEAP_NANOS || begin - counted > SHARE * cost) {
            count = table.getAsLong();
            counted = System.nanoTime();
            cost = counted - begin;
        }
        return count;
    }
}
