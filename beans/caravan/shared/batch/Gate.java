package caravan.shared.batch;

import java.util.concurrent.Semaphore;

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
            public void giveBack(int unused) {
                places.release(unused);
            }

            @Override
            public void open() {
                places.release(Integer.MAX_VALUE / 2);
            }
        };
    }
}
