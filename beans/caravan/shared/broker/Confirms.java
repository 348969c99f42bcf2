package caravan.shared.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ReturnListener;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which parcels of a channel still wait for acknowledgements. A message that the broker returns as unroutable spoils its
 * parcel, whether RabbitMQ acknowledges it afterwards or Qpid has refused it before.
 */
final class Confirms implements ConfirmListener, ReturnListener {

    private static final Logger LOG = LoggerFactory.getLogger(Confirms.class);

    /** Messages on their way: bounds what a broker that has slowed down makes us remember. */
    private static final int MOST = 50_000;

    private final Consumer<UUID> confirmed;
    private final Semaphore room = new Semaphore(MOST);
    /** By the sequence number of the last message; what is left to be acknowledged of each. */
    private final TreeMap<Long, Expected> expected = new TreeMap<>();

    private final Set<UUID> spoilt = new HashSet<>();
    private volatile boolean unroutable;

    Confirms(Consumer<UUID> confirmed) {
        this.confirmed = confirmed;
    }

    /**
     * Waits until there is room, and remembers the parcel.
     *
     * @param first the sequence number of its first message
     * @param open whether acknowledgements can still come
     */
    void expect(Parcel parcel, long first, BooleanSupplier open) throws IOException, InterruptedException {
        int size = parcel.letters().size();
        while (!room.tryAcquire(Math.min(size, MOST), 1, TimeUnit.SECONDS)) {
            if (!open.getAsBoolean()) {
                throw new IOException("the channel was closed before the broker acknowledged");
            }
        }
        synchronized (this) {
            expected.put(first + size - 1, new Expected(parcel.id(), first, size));
        }
    }

    @Override
    public void handleAck(long number, boolean multiple) {
        settle(number, multiple, false);
    }

    @Override
    public void handleNack(long number, boolean multiple) {
        settle(number, multiple, true);
    }

    @Override
    public synchronized void handleReturn(
            int code, String text, String exchange, String key, BasicProperties properties, byte[] body) {
        LOG.warn("The broker has no queue {}: {}; its messages stay in the outbox", key, text);
        spoilt.add(UUID.fromString(properties.getMessageId()));
        unroutable = true;
    }

    /** Whether a queue is missing: it has to be declared again. */
    boolean unroutable() {
        return unroutable;
    }

    private synchronized void settle(long number, boolean multiple, boolean refused) {
        Map<Long, Expected> concerned = multiple ? expected : expected.tailMap(number, true);
        for (Iterator<Expected> parcels = concerned.values().iterator(); parcels.hasNext(); ) {
            Expected parcel = parcels.next();
            if (parcel.first > number) {
                break;
            }
            parcel.settle(number, multiple, refused);
            if (parcel.left == 0) {
                parcels.remove();
                room.release(Math.min(parcel.size, MOST));
                boolean returned = spoilt.remove(parcel.id);
                if (!parcel.refused && !returned) {
                    confirmed.accept(parcel.id);
                }
            }
            if (!multiple) {
                break;
            }
        }
    }

    private static final class Expected {
        private final UUID id;
        private final long first;
        private final int size;
        private final Set<Long> early = new HashSet<>();
        private long through;
        private int left;
        private boolean refused;

        Expected(UUID id, long first, int size) {
            this.id = id;
            this.first = first;
            this.size = size;
            this.through = first - 1;
            this.left = size;
        }

        void settle(long number, boolean multiple, boolean nack) {
            refused |= nack;
            if (multiple) {
                through = Math.max(through, Math.min(number, first + size - 1));
                early.removeIf(one -> one <= through);
            } else if (number > through) {
                early.add(number);
            }
            left = size - (int) (through - first + 1) - early.size();
        }
    }
}
