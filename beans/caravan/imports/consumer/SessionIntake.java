package caravan.imports.consumer;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the broker has delivered and nobody has taken yet. */
final class SessionIntake extends DefaultConsumer {

    private static final int MOST_MESSAGES = 1000;
    private static final int MOST_BYTES = 128 * 1024;
    private static final long LINGER_MILLIS = 40;
    private static final long LOOK_MILLIS = 50;
    private static final long CANCEL_SECONDS = 10;
    /** A greater number is none: ranges of them have to end. */
    private static final long MOST_ROWS = 1L << 62;

    private final BlockingQueue<Received> delivered = new LinkedBlockingQueue<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile String broken;

    SessionIntake(Channel channel) {
        super(channel);
    }

    /** The next batch; empty if nothing came for a moment. @throws IOException if nothing will come any more */
    List<Received> take() throws IOException, InterruptedException {
        List<Received> batch = new ArrayList<>();
        Received next = delivered.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (broken != null) {
            throw new IOException(broken);
        }
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
        int bytes = 0;
        while (next != null) {
            batch.add(next);
            bytes += next.body().length;
            if (batch.size() == MOST_MESSAGES || bytes >= MOST_BYTES) {
                break;
            }
            next = delivered.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return batch;
    }

    /** Waits until everything is here that was delivered before it was cancelled. @throws IOException if that is not to be seen */
    void awaitCancelled() throws IOException, InterruptedException {
        if (!cancelled.await(CANCEL_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("what was delivered at the end did not come");
        }
    }

    /** Whether nothing was delivered that nobody has taken. */
    boolean isEmpty() {
        return delivered.isEmpty();
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
        delivered.add(new Received(envelope.getDeliveryTag(), number(properties), body));
    }

    /** The client's threads hand this over in its turn: after what came before it. */
    @Override
    public void handleCancelOk(String tag) {
        cancelled.countDown();
    }

    @Override
    public void handleCancel(String tag) {
        broken = "the queue was deleted";
    }

    @Override
    public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
        broken = signal.getMessage();
    }

    private static Long number(BasicProperties properties) {
        Object number =
                properties.getHeaders() == null ? null : properties.getHeaders().get("row");
        return number instanceof Number counted && counted.longValue() > 0 && counted.longValue() <= MOST_ROWS
                ? (Long) counted.longValue()
                : null;
    }
}
