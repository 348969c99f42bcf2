package caravan.shared.batch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many items may go on: a batch asks before it is taken. */
public interface Gate {

    /** Lets everything through. */
    Gate OPEN = wanted -> wanted;

    /**
     * Waits until at least one may go.
     *
     * @param wanted at least 1
     * @return 1 to {@code wanted}
     */
    int pass(int wanted) throws InterruptedException;

    /** How many would be let through without waiting, as it looks now. */
    default int room() {
        return Integer.MAX_VALUE;
    }

    /** Some that were let through did not go. */
    default void giveBack(int unused) {}

    /** Lets everything through from now on: the program stops. */
    default void open() {}

    /** As many as there are free places; who leaves gives his back by {@link Semaphore#release()}. */
    static Gate of(Semaphore places) {
        return new Gate() {
            @Override
            public int pass(int wanted) throws InterruptedException {
                places.acquire();
                int taken = 1;
                while (taken < wanted && places.tryAcquire()) {
                    taken++;
                }
                return taken;
            }

            @Override
            public int room() {
                return places.availablePermits();
            }

            @Override
            public void giveBack(int unused) {
                places.release(unused);
            }

            @Override
            public void open() {
                places.release(Integer.MAX_VALUE / 2);
            }
        };
    }

    /** Lets a batch through only when the one before is so long ago: for what is not urgent and cheaper together. */
    static Gate pausing(Duration pause) {
        return new Gate() {
            private final CountDownLatch opened = new CountDownLatch(1);
            private long next = System.nanoTime();

            @Override
            public int pass(int wanted) throws InterruptedException {
                opened.await(next - System.nanoTime(), TimeUnit.NANOSECONDS);
                next = System.nanoTime() + pause.toNanos();
                return wanted;
            }

            @Override
            public void open() {
                opened.countDown();
            }
        };
    }
}
