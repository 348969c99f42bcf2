package caravan.dispatcher.applications.web;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes an answer's body as far as it may be kept; when there is more, the connection is closed. */
final class FirstBytes implements BodySubscriber<FirstBytes.Excerpt> {

    /** @param whole whether that was all */
    record Excerpt(byte[] bytes, boolean whole) {}

    private final CompletableFuture<Excerpt> body = new CompletableFuture<>();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final int most;
    private Subscription subscription;

    /** @param most how many bytes are kept */
    FirstBytes(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<Excerpt> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription body) {
        subscription = body;
        body.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), most - taken.size())];
            buffer.get(bytes);
            taken.writeBytes(bytes);
            if (buffer.hasRemaining()) {
                subscription.cancel();
                body.complete(new Excerpt(taken.toByteArray(), false));
                return;
            }
        }
        subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(new Excerpt(taken.toByteArray(), true));
    }
}
