package caravan.shared.fleet;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Asks an instance over HTTP. No thread waits meanwhile, and nothing that an instance does can cost more than the call's
 * limits: at their end its connection is closed, whatever is still on the way. Redirects are not followed.
 */
public final class InstanceClient implements AutoCloseable {

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration limit;
    private final int mostBytes;

    /**
     * @param limit of a call, from its beginning to the last byte of the answer
     * @param mostBytes of an answer's body
     */
    public InstanceClient(Vertx vertx, HttpClientOptions options, Duration limit, int mostBytes) {
        this.vertx = vertx;
        // An instance that dies breaks its idle connections, too: without a handler each would be an error in the log.
        this.client = vertx.httpClientBuilder()
                .with(options)
                // Or the pool would be the builder's own, of five.
                .with(options.getPoolOptions())
                .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
                .build();
        this.limit = limit;
        this.mostBytes = mostBytes;
    }

    /** @param status as HTTP has it @param body as it came */
    public record Answer(int status, Buffer body) {}

    /** @return the answer, whatever its status; fails with {@link TimeoutException} at the limit, else with an IOException */
    public CompletionStage<Answer> get(URI address, Map<String, String> headers) {
        return new Call(null).begin(HttpMethod.GET, address, headers);
    }

    /** The same with a body. */
    public CompletionStage<Answer> post(URI address, Map<String, String> headers, byte[] body) {
        return new Call(Buffer.buffer(body)).begin(HttpMethod.POST, address, headers);
    }

    @Override
    public void close() {
        client.close();
    }

    /** One request, until it is answered, fails, or is given up. */
    private final class Call {
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final Buffer body = Buffer.buffer();
        private final Buffer sent;
        private HttpClientRequest request;

        /** @param sent the request's body; null: none */
        Call(Buffer sent) {
            this.sent = sent;
        }

        CompletionStage<Answer> begin(HttpMethod method, URI address, Map<String, String> headers) {
            long timer = vertx.setTimer(limit.toMillis(), fired -> giveUp(new TimeoutException("no answer in time")));
            answer.whenComplete((answered, failure) -> vertx.cancelTimer(timer));
            RequestOptions options = new RequestOptions().setMethod(method).setAbsoluteURI(address.toString());
            headers.forEach(options::putHeader);
            client.request(options).onSuccess(this::send).onFailure(this::fail);
            return answer;
        }

        private void send(HttpClientRequest made) {
            synchronized (this) {
                request = made;
            }
            // Before it is sent, its reset is not a failed send, but an error in the log if nobody handles it.
            made.exceptionHandler(this::fail);
            if (answer.isDone()) {
                made.reset();
                return;
            }
            (sent == null ? made.send() : made.send(sent)).onSuccess(this::read).onFailure(this::fail);
        }

        private void read(HttpClientResponse response) {
            response.exceptionHandler(this::fail);
            response.handler(part -> {
                if (body.length() + part.length() > mostBytes) {
                    giveUp(new IOException("the answer has more than " + mostBytes + " bytes"));
                } else {
                    body.appendBuffer(part);
                }
            });
            response.endHandler(end -> answer.complete(new Answer(response.statusCode(), body)));
        }

        private void fail(Throwable failure) {
            answer.completeExceptionally(
                    failure instanceof IOException ? failure : new IOException(failure.getMessage(), failure));
        }

        private void giveUp(Exception why) {
            if (answer.completeExceptionally(why)) {
                synchronized (this) {
                    if (request != null) {
                        request.reset();
                    }
                }
            }
        }
    }
}
